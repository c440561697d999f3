import { tells } from './proofs.mjs';

/** @type {import('./index.mjs').Attempt[]} */
export const PROC = [
  {
    id: 'environment',
    title: "the service's environment in `process.env`",
    code: ({ process }) => JSON.stringify(process.env),
    proof: tells('environment'),
  },
  {
    id: 'proc-self-environ',
    title: '`/proc/self/environ`',
    code: ({ get }) => get('fs').readFileSync('/proc/self/environ', 'latin1'),
    proof: tells('environment'),
  },
  {
    id: 'proc-parent-environ',
    title: '`/proc/PARENT/environ`',
    code: ({ get }, { service_pid }) => get('fs').readFileSync(`/proc/${service_pid}/environ`, 'latin1'),
    proof: tells('environment'),
  },
  {
    id: 'proc-command-lines',
    title: 'command lines of all processes in `/proc`',
    code: ({ get }) => {
      const fs = get('fs');
      const lines = [];
      for (const name of fs.readdirSync('/proc')) {
        try {
          lines.push(fs.readFileSync(`/proc/${name}/cmdline`, 'latin1'));
        } catch {
          // No process, or gone.
        }
      }
      return lines.join('\n');
    },
    proof: tells('argument'),
  },
  {
    id: 'proc-parent-memory',
    title: "the service's memory through `/proc/PARENT/mem`",
    deadline_ms: 5000,
    alone: true,
    code: ({ get }, { service_pid, heap_mark }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const mark = heap_mark.join('');
      const memory = fs.openSync(`/proc/${service_pid}/mem`, 'r');
      const chunk = Buffer.alloc(1 << 20);
      for (const line of fs.readFileSync(`/proc/${service_pid}/maps`, 'latin1').split('\n')) {
        const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
        if (start === undefined || line.includes('/')) continue;
        const last = parseInt(end, 16);
        for (let at = parseInt(start, 16); at < last; at += chunk.length - 128) {
          try {
            const count = fs.readSync(memory, chunk, 0, Math.min(chunk.length, last - at), at);
            const found = chunk.subarray(0, count).indexOf(`${mark}canary-`);
            if (found >= 0) return chunk.toString('latin1', found, found + 80);
          } catch {
            break;
          }
        }
      }
      return 'nothing found';
    },
    proof: tells('heap'),
  },
  {
    id: 'proc-parent-descriptors',
    title: "the service's open files through `/proc/PARENT/fd`",
    code: ({ get, say }, { service_pid }) => {
      const fs = get('fs');
      for (const name of fs.readdirSync(`/proc/${service_pid}/fd`)) {
        const file = `/proc/${service_pid}/fd/${name}`;
        try {
          if (fs.statSync(file).isFile()) say(fs.readFileSync(file, 'latin1').slice(0, 100));
        } catch (error) {
          say(error.code);
        }
      }
    },
    proof: tells('open'),
  },
  {
    id: 'proc-root',
    title: 'files through `/proc/self/root`, `/proc/PARENT/root` and `/cwd`',
    code: ({ get, say }, { service_pid, secret_file }) => {
      for (const path of [
        `/proc/self/root${secret_file}`,
        `/proc/${service_pid}/root${secret_file}`,
        `/proc/${service_pid}/cwd/file`,
        `/proc/1/root${secret_file}`,
        `/dev/fd/../../..${secret_file}`,
      ]) {
        try {
          say(get('fs').readFileSync(path, 'utf8'));
        } catch (error) {
          say(error.code ?? error.message);
        }
      }
    },
    proof: tells('file'),
  },
  {
    id: 'proc-write',
    title: 'change the service through `/proc/PARENT/oom_score_adj`',
    code: ({ get }, { service_pid }) => {
      const fs = get('fs');
      fs.writeFileSync(`/proc/${service_pid}/oom_score_adj`, '7');
    },
    proof: ({ service }) => service.after.oom_score === 7 && 'its score was changed',
  },
  {
    id: 'inherited-descriptors',
    title: 'read every inherited descriptor',
    code: ({ get, say }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const bytes = Buffer.alloc(200);
      for (let descriptor = 3; descriptor < 256; descriptor += 1) {
        try {
          if (fs.fstatSync(descriptor).isFile())
            say(bytes.toString('latin1', 0, fs.readSync(descriptor, bytes, 0, 200, 0)));
        } catch (error) {
          if (error.code !== 'EBADF') say(error.code ?? error.message);
        }
      }
    },
    proof: tells('open'),
  },
  {
    id: 'inherited-descriptors-write',
    title: 'write to every inherited descriptor',
    spoils: true,
    code: ({ get, say }, { nonce }) => {
      const fs = get('fs');
      for (let descriptor = 3; descriptor < 256; descriptor += 1) {
        try {
          if (fs.fstatSync(descriptor).isFile()) fs.writeSync(descriptor, nonce, 64);
        } catch (error) {
          if (error.code !== 'EBADF') say(error.code ?? error.message);
        }
      }
    },
    proof: ({ open_file, nonce }) => open_file.includes(nonce) && 'the file behind it was changed',
  },
];
