// Every level of the log, as it happens. The value goes to standard output, so it can be piped alone:
// codelets run examples/logs.js 2>/dev/null
export async function main(_input, { logger }) {
  console.log('plain text, numbers', 42, 'and data', { nested: { list: [1, 2, 3] } });
  console.debug('for whoever looks closely');
  logger.info('several lines\nof one message\nstay together');
  logger.warn('something is odd');
  console.error('something is wrong');
  return 'logged';
}
