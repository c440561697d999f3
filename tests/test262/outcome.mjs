// What happened to a test: `{ pass: true }`, or `{ pass: false, kind, message }`. An engine tells where it ended:
// 'complete', 'parse', 'threw' (with the error's name), or something of its own such as 'TIMEOUT'.

export function judge(test, { end, name, message }) {
  const { negative } = test;
  if (!negative) return end === 'complete' ? PASS : fail(end, name, message);
  if (end === 'complete') return fail('complete', '', `expected a ${negative.type}`);
  if (negative.phase === 'parse') return end === 'parse' ? PASS : fail(end, name, message);
  return end === 'threw' && name === negative.type ? PASS : fail(end, name, message);
}

const PASS = { pass: true };

function fail(kind, name, message) {
  const text = [name, message].filter((part) => part).join(': ');
  return { pass: false, kind, message: text.length > 300 ? `${text.slice(0, 300)}…` : text };
}
