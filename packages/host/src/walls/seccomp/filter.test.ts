import { describe, expect, it } from 'vitest';
import { hasSeccompFilter, seccompFilter } from './filter.js';
import { DENIED_CALLS } from './syscalls.js';

const ARCHITECTURES = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;
type Machine = keyof typeof ARCHITECTURES;

/** Runs the program as the kernel does, over a `struct seccomp_data`. */
function answer(
  machine: Machine,
  call: number,
  first = 0,
  architecture: number = ARCHITECTURES[machine],
): string {
  const program = seccompFilter(machine);
  const data = new Map([
    [0, call],
    [4, architecture],
    [16, first],
  ]);
  let accumulator = 0;
  for (let index = 0; ; index += 1) {
    const at = index * 8;
    expect(at + 8).toBeLessThanOrEqual(program.length);
    const operand = program.readUInt32LE(at + 4);
    const jump = (taken: boolean): number => program.readUInt8(at + (taken ? 2 : 3));
    switch (program.readUInt16LE(at)) {
      case 0x20:
        accumulator = data.get(operand) ?? NaN;
        break;
      case 0x15:
        index += jump(accumulator === operand);
        break;
      case 0x25:
        index += jump(accumulator > operand);
        break;
      case 0x45:
        index += jump((accumulator & operand) !== 0);
        break;
      case 0x06:
        return (
          { 0x7fff0000: 'allow', 0x80000000: 'kill', 0x00050001: 'EPERM', 0x00050026: 'ENOSYS' }[operand] ??
          'odd'
        );
      default:
        throw new Error('an instruction that the filter does not use');
    }
  }
}

const CLONE_THREAD = 0x00010000;
const CLONE_NEWUSER = 0x10000000;

describe.each(['x64', 'arm64'] as const)('the filter for %s', (machine) => {
  it.each(Object.entries(DENIED_CALLS))('refuses %s', (_, [x64, arm64]) => {
    const call = machine === 'x64' ? x64 : arm64;
    if (call !== undefined) expect(answer(machine, call)).toBe('EPERM');
  });

  const [clone, execve, write, mmap, futex, epoll_wait, exit] = {
    x64: [56, 59, 1, 9, 202, 281, 231],
    arm64: [220, 221, 64, 222, 98, 22, 94],
  }[machine] as [number, number, number, number, number, number, number];

  it('lets node do what it does', () => {
    for (const call of [execve, write, mmap, futex, epoll_wait, exit])
      expect(answer(machine, call)).toBe('allow');
  });

  it('lets threads be made, and no processes or namespaces', () => {
    // As the C library makes a thread.
    expect(answer(machine, clone, 0x3d0f00)).toBe('allow');
    expect(0x3d0f00 & CLONE_THREAD).not.toBe(0);
    expect(answer(machine, clone, 17)).toBe('EPERM');
    expect(answer(machine, clone, CLONE_NEWUSER | 17)).toBe('EPERM');
    expect(answer(machine, 435)).toBe('ENOSYS');
  });

  it('does not know what came later, nor the 32-bit numbers of x64', () => {
    expect(answer(machine, 463)).toBe('ENOSYS');
    expect(answer(machine, 0x40000000 + 520)).toBe('ENOSYS');
    expect(answer(machine, 0xffffffff)).toBe('ENOSYS');
  });

  it('kills a program that calls as another machine does', () => {
    expect(answer(machine, write, 0, 0x40000003)).toBe('kill');
    expect(answer(machine, write, 0, ARCHITECTURES[machine === 'x64' ? 'arm64' : 'x64'])).toBe('kill');
  });

  it('is short enough for the kernel', () => {
    expect(seccompFilter(machine).length / 8).toBeLessThan(4096);
  });
});

it('there is a filter for two machines', () => {
  expect(['x64', 'arm64', 'ia32', 'riscv64', 'constructor'].map(hasSeccompFilter)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
