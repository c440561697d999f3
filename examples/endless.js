// Never ends by itself. The logs written until then are kept; the exit code is 124.
// codelets run examples/endless.js --timeout 300
export function main() {
  console.log('on my way');
  for (;;);
}
