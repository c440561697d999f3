// What can be seen of processes from outside, through /proc.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

function read(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  const status = read(`/proc/${pid}/status`);
  return status !== '' && !/^State:\s+Z/m.test(status);
}

/** The processes whose command line holds a text. */
export function marked(text) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/cmdline`).includes(text))
    .map(Number);
}

/** What an attempt might have changed in a process. */
export function factsOf(pid) {
  const status = read(`/proc/${pid}/status`);
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    name: read(`/proc/${pid}/comm`).trim(),
    user: Number(/^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1]),
    resident_bytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
    nice: Number(fields[16]),
    oom_score: Number(read(`/proc/${pid}/oom_score_adj`)),
  };
}

/** Threads that have computed, by id: clock ticks. */
export function busyThreads(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => {
      const stat = read(`/proc/${pid}/task/${thread}/stat`);
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { thread: Number(thread), ticks: Number(fields[11]) + Number(fields[12]) };
    });
  } catch {
    return [];
  }
}

/** Whether a host's node shares this process's ids: what it signals is then what this process could. */
export function sharesPids(pid) {
  try {
    if (!readlinkSync(`/proc/${pid}/exe`).endsWith('/node')) return false;
    return readlinkSync(`/proc/${pid}/ns/pid`) === readlinkSync('/proc/self/ns/pid');
  } catch {
    return false;
  }
}
