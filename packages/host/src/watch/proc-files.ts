import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';

/** What the kernel says about one process, from /proc. */
export interface MemorySample {
  /** Pages that are in memory, in bytes. */
  readonly resident_bytes: number;
  /** Private writable mappings, touched or not, in bytes: a typed array nobody wrote to is only here. */
  readonly data_bytes: number;
}

export interface KernelUnits {
  readonly page_bytes: number;
  readonly tick_ms: number;
}

const AT_PAGESZ = 6n;
const AT_CLKTCK = 17n;

/** The units that /proc counts in, from the auxiliary vector; `undefined` where there is no such /proc. */
export function readKernelUnits(): KernelUnits | undefined {
  if (process.platform !== 'linux' || !existsSync('/proc/self/statm')) return undefined;
  try {
    const vector = readFileSync('/proc/self/auxv');
    const values = new Map<bigint, number>();
    for (let offset = 0; offset + 16 <= vector.length; offset += 16) {
      values.set(vector.readBigUInt64LE(offset), Number(vector.readBigUInt64LE(offset + 8)));
    }
    return { page_bytes: values.get(AT_PAGESZ) ?? 4096, tick_ms: 1000 / (values.get(AT_CLKTCK) ?? 100) };
  } catch {
    return undefined;
  }
}

/**
 * Open files of one process in /proc. The descriptors stay with that process: a pid that was given to another one
 * later is never read. Every read is a few microseconds. Answers `undefined` when the process is gone.
 */
export class ProcFiles {
  readonly #pid: number;
  readonly #units: KernelUnits;
  readonly #buffer = Buffer.allocUnsafe(1024);
  #statm: number | undefined;
  #stat: number | undefined;
  #closed = false;

  constructor(pid: number, units: KernelUnits) {
    this.#pid = pid;
    this.#units = units;
  }

  memory(): MemorySample | undefined {
    const fields = this.#read((this.#statm ??= this.#open('statm')))?.split(' ');
    if (fields === undefined) return undefined;
    const { page_bytes } = this.#units;
    return { resident_bytes: Number(fields[1]) * page_bytes, data_bytes: Number(fields[5]) * page_bytes };
  }

  /** CPU time of all threads, in user and kernel mode, in milliseconds (in steps of a clock tick, often 10 ms). */
  cpuMs(): number | undefined {
    const line = this.#read((this.#stat ??= this.#open('stat')));
    if (line === undefined) return undefined;
    // The second field is a name in parentheses that may hold anything.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * this.#units.tick_ms;
  }

  close(): void {
    this.#closed = true;
    for (const descriptor of [this.#statm, this.#stat]) if (descriptor !== undefined) closeSync(descriptor);
    this.#statm = undefined;
    this.#stat = undefined;
  }

  #open(name: string): number | undefined {
    if (this.#closed) return undefined;
    try {
      return openSync(`/proc/${this.#pid}/${name}`, 'r');
    } catch {
      return undefined;
    }
  }

  #read(descriptor: number | undefined): string | undefined {
    if (descriptor === undefined) return undefined;
    try {
      const count = readSync(descriptor, this.#buffer, 0, this.#buffer.length, 0);
      return count === 0 ? undefined : this.#buffer.toString('latin1', 0, count);
    } catch {
      return undefined;
    }
  }
}
