// The deliberate differences: what makes a test fail here that passes in the bare engine, on purpose. Each is
// explained in docs/language.md under `title`. The first that applies counts.

const vm2 = ({ sandbox }) => sandbox === 'vm2';

export const DIFFERENCES = [
  {
    title: 'No code from text',
    applies: ({ end, test }) => end.violations > 0 && /\beval\b|Function|constructor/.test(withIncludes(test)),
  },
];

function withIncludes({ text, includes }) {
  return text + includes.join();
}

export function deliberate(failure) {
  return DIFFERENCES.find(({ applies }) => applies(failure))?.title;
}
void vm2;
