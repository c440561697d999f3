import { Buffer } from 'node:buffer';
import { CLONE, CLONE3, DENIED_CALLS, LAST_KNOWN_CALL } from './syscalls.js';

/** One instruction of the kernel's classic BPF: operation, how far to jump when true and when false, operand. */
type Instruction = readonly [code: number, jump_true: number, jump_false: number, operand: number];

const LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
const JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
const JUMP_GREATER = 0x25; // BPF_JMP | BPF_JGT | BPF_K
const JUMP_BITS = 0x45; // BPF_JMP | BPF_JSET | BPF_K
const RETURN = 0x06; // BPF_RET | BPF_K

// Offsets in the kernel's `struct seccomp_data`; both machines are little endian, so the low half comes first.
const CALL = 0;
const ARCHITECTURE = 4;
const FIRST_ARGUMENT = 16;

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const refuseWith = (error: number): number => 0x00050000 | error;
const NOT_PERMITTED = refuseWith(1); // EPERM
const NOT_IMPLEMENTED = refuseWith(38); // ENOSYS

const CLONE_THREAD = 0x00010000;

const MACHINES = { x64: [0xc000003e, 0], arm64: [0xc00000b7, 1] } as const;

/** Whether there is a filter for this machine, as `process.arch` calls it. */
export function hasSeccompFilter(arch: string): arch is keyof typeof MACHINES {
  return Object.hasOwn(MACHINES, arch);
}

/**
 * The program that the kernel asks at every system call of a host, as bwrap reads it from a descriptor. A list of what
 * is refused: what node and V8 call differs from version to version, and a list of what is allowed would break with
 * each of them.
 */
export function seccompFilter(arch: keyof typeof MACHINES): Buffer {
  const [architecture, column] = MACHINES[arch];
  const program: Instruction[] = [
    // Calls of another machine (32-bit ones on x64) have other numbers, and so pass any list.
    [LOAD, 0, 0, ARCHITECTURE],
    ...unless([JUMP_EQUAL, architecture], KILL),
    [LOAD, 0, 0, CALL],
    // Above all the 32-bit numbers of x64 that start at 2 ** 30.
    ...when([JUMP_GREATER, LAST_KNOWN_CALL], NOT_IMPLEMENTED),
    ...when([JUMP_EQUAL, CLONE3], NOT_IMPLEMENTED),
  ];
  for (const numbers of Object.values(DENIED_CALLS)) {
    const call = numbers[column];
    if (call !== undefined) program.push(...when([JUMP_EQUAL, call], NOT_PERMITTED));
  }
  program.push(
    [JUMP_EQUAL, 0, 3, CLONE[column] ?? 0],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    ...unless([JUMP_BITS, CLONE_THREAD], NOT_PERMITTED),
    [RETURN, 0, 0, ALLOW],
  );
  return encode(program);
}

function when([code, operand]: readonly [number, number], answer: number): Instruction[] {
  return [
    [code, 0, 1, operand],
    [RETURN, 0, 0, answer],
  ];
}

function unless([code, operand]: readonly [number, number], answer: number): Instruction[] {
  return [
    [code, 1, 0, operand],
    [RETURN, 0, 0, answer],
  ];
}

function encode(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, jump_true, jump_false, operand], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jump_true, index * 8 + 2);
    bytes.writeUInt8(jump_false, index * 8 + 3);
    bytes.writeUInt32LE(operand, index * 8 + 4);
  });
  return bytes;
}
