// codelets run examples/hello.js --input '{"value": 21}'
export async function main(input, { logger }) {
  logger.info('Processing', input);
  return { result: input.value * 2 };
}
