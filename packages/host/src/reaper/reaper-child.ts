// The reaper where there is no /bin/sh: see reaper.ts for what it does.
const targets = new Set<number>();
let rest = '';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.stdin.setEncoding('utf8');
process.stdin.on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const target = Number(line.slice(2));
    if (line.startsWith('+')) targets.add(target);
    else targets.delete(target);
  }
});
process.stdin.on('error', end);
process.stdin.on('end', end);

function end(): void {
  for (const target of targets) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  process.exit(0);
}
