import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Service {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves when the text has been written to stdout. */
  said(text: string): Promise<void>;
  readonly ended: Promise<ServiceEnd>;
}

export interface ServiceEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the last text on stdout to the end of the process. */
  readonly lingered_ms: number;
}

/** Runs an ES module as a process of its own: a service that embeds Codelets. Packages resolve as in this folder. */
export function startService(source: string, flags: readonly string[] = []): Service {
  const child = spawn(process.execPath, [...flags, '--input-type=module', '--eval', source], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let lastSaid = performance.now();
  const listeners = new Set<() => void>();
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    lastSaid = performance.now();
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<ServiceEnd>((resolve) => {
    child.on('exit', () => (lastSaid = performance.now() - lastSaid));
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr, lingered_ms: lastSaid }));
  });
  return {
    child,
    pid: child.pid!,
    ended,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without saying ${text}: ${stdout}${stderr}`)));
      }),
  };
}
