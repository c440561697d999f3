import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { parse } from 'node:path';
import type { Writable } from 'node:stream';
import type { HostExit } from '@codelets/core';
import { FrameDecoder } from '../protocol/frame-decoder.js';
import { encodeFrames } from '../protocol/frame.js';
import { FROM_CHILD, FROM_CHILD_CAPS, type Packet } from '../protocol/packet.js';
import type { LaunchCommand } from '../walls/launch-command.js';
import { classifyExit } from './classify-exit.js';
import { killGroup, killHost } from './kill-group.js';

/** How much of stderr is kept, to classify an exit. */
const STDERR_BYTES = 16 * 1024;
/** How much of it is read in all. */
const STDERR_CAP_BYTES = 1024 * 1024;
/** What the child may have left unread when it is asked the next thing: several short packets may be on their way. */
const UNREAD_BYTES = 64 * 1024;
/** How long output is read after the process has ended: only something that it started can hold the pipe open. */
const DRAIN_MS = 250;

export interface HostProcessEvents {
  onPacket(packet: Packet): void;
  /** Once, after the output was read to its end. */
  onExit(exit: HostExit): void;
  nearMemoryLimit(): boolean;
}

/** One child process: spawn it with nothing, talk in frames, end it, say why it ended. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #events: HostProcessEvents;
  readonly #decoder: FrameDecoder;
  readonly #killed_codes: readonly number[];
  #stderr = '';
  #stderr_bytes = 0;
  #cause: HostExit | undefined;
  #ended = false;
  #refused = false;
  #finished = false;

  constructor(command: LaunchCommand, events: HostProcessEvents) {
    const { file, args, seccomp } = command;
    this.#killed_codes = command.killed_codes;
    this.#events = events;
    this.#decoder = new FrameDecoder(FROM_CHILD_CAPS, (packet) => events.onPacket(packet));
    this.#child = spawn(file, [...args], {
      // Own session and group: one signal ends it with what it started, and its signals to its group stay there.
      // Not on Windows, where a detached child would leave the job object that ends it with the service.
      detached: process.platform !== 'win32',
      env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
      cwd: parse(process.execPath).root,
      stdio: ['pipe', 'pipe', 'pipe', ...(seccomp === undefined ? [] : ['pipe' as const])],
      windowsHide: true,
    });
    if (this.#child.pid !== undefined) yieldToService(this.#child.pid);
    this.#listen();
    (streamsOf(this.#child)[3] as Writable | undefined)?.end(seccomp);
  }

  /** The process that was spawned: node, or the program that raised the walls around it. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Bounds what one message of the child may make the service hold, from the next frame on. */
  setPostCap(bytes: number): void {
    this.#decoder.setCap(FROM_CHILD.post, bytes);
  }

  /** `onUnsent` is called when it is certain that the end of the last packet has not reached the process. */
  send(packets: readonly Packet[], onUnsent: () => void): void {
    const { stdin } = this.#child;
    if (stdin === null || !stdin.writable) return onUnsent();
    // A child answers when it has read the question. One that answers unread ones would have the service keep them all.
    if (stdin.writableLength > UNREAD_BYTES) {
      return this.end({ reason: 'crashed', detail: 'protocol: an answer to what was not read' });
    }
    stdin.write(encodeFrames(packets), (error) => {
      // The kernel refused a part of it, and so the end: there is no other proof. A stream that is closed meanwhile is none.
      const { syscall, code = '' } = (error ?? {}) as NodeJS.ErrnoException;
      if (syscall === 'write' && (code === 'EPIPE' || code === 'ECONNRESET')) onUnsent();
    });
  }

  /** Ends the process; the first cause counts. */
  end(cause: HostExit): void {
    // Too late to be the cause; and once the pid was collected it may be another process's.
    if (this.#ended) return;
    this.#cause ??= cause;
    killHost(this.#child);
  }

  setReferenced(referenced: boolean): void {
    const method = referenced ? 'ref' : 'unref';
    this.#child[method]();
    for (const stream of streamsOf(this.#child)) {
      // A socket without a handle would put the call off until it connects, and keep a listener for each: the pipe that
      // carried the filter to the launcher is closed by now.
      if (stream && !stream.destroyed) (stream as Socket)[method]();
    }
  }

  #listen(): void {
    const child = this.#child;
    child.once('error', (error: NodeJS.ErrnoException) => {
      // Also emitted for a signal that could not be sent; only without a pid there is no process.
      if (child.pid !== undefined) return;
      this.#cause ??= {
        reason: 'refused',
        detail: `the process could not be started (${error.code ?? 'unknown'})`,
      };
      this.#finish(null, null);
    });
    // An error on a pipe means that the other end is gone; the exit says why.
    for (const stream of streamsOf(child)) stream?.on('error', () => undefined);
    child.stdout?.on('data', (chunk: Buffer) => this.#take(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.#takeErrors(chunk));
    child.once('exit', (code, signal) => {
      // What the host may have started shares its group. The pid was collected just now, in this very turn, so
      // nobody else has it yet.
      killGroup(child);
      this.#ended = true;
      const timer = setTimeout(() => setImmediate(() => this.#finish(code, signal)), DRAIN_MS).unref();
      child.once('close', () => {
        clearTimeout(timer);
        this.#finish(code, signal);
      });
    });
  }

  #take(chunk: Buffer): void {
    if (this.#refused) return;
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      this.#refused = true;
      this.end({
        reason: 'crashed',
        detail: `protocol: ${error instanceof Error ? error.message : 'unknown'}`,
      });
    }
  }

  #takeErrors(chunk: Buffer): void {
    this.#stderr_bytes += chunk.length;
    // No reason to end it: Node tells there of each rejection that it could not note at the end of the stack, where a
    // codelet may go as often as it likes, and the next run of this host is not to blame. Nobody reads on.
    if (this.#stderr_bytes > STDERR_CAP_BYTES) this.#child.stderr?.destroy();
    const room = STDERR_BYTES - this.#stderr.length;
    if (room > 0) this.#stderr += chunk.toString('latin1', 0, room);
  }

  #finish(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#finished) return;
    this.#finished = true;
    const near_memory_limit = this.#events.nearMemoryLimit();
    const exit = classifyExit({
      code,
      signal,
      stderr: this.#stderr,
      cause: this.#cause,
      near_memory_limit,
      killed_codes: this.#killed_codes,
    });
    for (const stream of streamsOf(this.#child)) stream?.destroy();
    this.#events.onExit(exit);
  }
}

/** Codelets that compute must not keep the service's event loop from its core. */
export function yieldToService(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Gone already, or not allowed: it runs at the service's own priority.
  }
}

/** Its pipes. A process that could not even be given pipes, because the service is out of descriptors, has none. */
function streamsOf(child: ChildProcess): ChildProcess['stdio'] | readonly never[] {
  return (child.stdio as ChildProcess['stdio'] | undefined) ?? [];
}
