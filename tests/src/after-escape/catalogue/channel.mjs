import { either, endedService, overran } from './proofs.mjs';

const MEBIBYTE = 1024 * 1024;
const FAULTS = [undefined, 'syntax', 'time', 'memory', 'cpu', 'crash'];
const REPORT_KEYS = ['fault', 'message', 'line', 'column', 'cpu_ms', 'memory_bytes'];

const grewService = ({ most_service_bytes, service }) =>
  most_service_bytes - service.before.resident_bytes > 300 * MEBIBYTE && 'the service grew without bound';
const hungService = ({ service }) => service.hangs && 'the service said nothing any more';

/**
 * What goes over the channel is forged. That a run forges its own result is nothing: it may say what it likes.
 *
 * @type {import('./index.mjs').Attempt[]}
 */
export const CHANNEL = [
  {
    id: 'forge-other-run',
    title: 'forge the result of a run in another host',
    sibling: true,
    code: ({ get, say }, { channel, sibling_realm, sibling_pid, nonce }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      if (channel.kind === 'lines') {
        fs.writeSync(channel.descriptor, `${JSON.stringify({ realm: sibling_realm, post: nonce })}\n`);
        return;
      }
      const frame = Buffer.concat([Buffer.from([19, nonce.length, 0, 0, 0]), Buffer.from(nonce)]);
      for (const target of [`/proc/${sibling_pid}/fd/1`, `/proc/${sibling_pid}/fd/0`, channel.descriptor]) {
        try {
          say(fs.writeSync(typeof target === 'string' ? fs.openSync(target, 'w') : target, frame));
        } catch (error) {
          say(error.code);
        }
      }
    },
    proof: ({ sibling_said, nonce }) =>
      sibling_said.includes(nonce) && 'the other run had it among its messages',
  },
  {
    id: 'forge-report',
    title: 'forge a fault that there is not',
    alone: true,
    code: ({ get, sleep }, { channel, realm }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const report = {
        fault: 'granted',
        message: null,
        line: null,
        column: null,
        cpu_ms: null,
        memory_bytes: null,
      };
      const text = JSON.stringify(channel.kind === 'lines' ? { realm, report } : report);
      if (channel.kind === 'lines') fs.writeSync(channel.descriptor, `${text}\n`);
      else
        fs.writeSync(
          channel.descriptor,
          Buffer.concat([Buffer.from([20, text.length, 0, 0, 0]), Buffer.from(text)]),
        );
      return sleep(200);
    },
    proof: ({ entry }) => {
      const report = entry?.report;
      if (report === undefined) return false;
      const isForged =
        !FAULTS.includes(report.fault) || Object.keys(report).some((key) => !REPORT_KEYS.includes(key));
      return isForged && 'the service believed it';
    },
  },
  {
    id: 'garbage',
    title: 'garbage and unknown types of messages on the channel',
    spoils: true,
    code: ({ get, sleep }, { channel }) => {
      const fs = get('fs');
      fs.writeSync(
        channel.descriptor,
        'garbage {"realm":99,"post":"x"}\n{"realm":99,"post":"x"}\n\u0000\u0001\u0002\n',
      );
      return sleep(200);
    },
    proof: either(endedService, hungService),
  },
  {
    id: 'torn-frame',
    title: 'a message that never ends, and silence',
    alone: true,
    deadline_ms: 300,
    survives_ms: 700,
    code: ({ get, process }, { channel }) => {
      const fs = get('fs');
      if (channel.kind === 'lines') fs.writeSync(channel.descriptor, '{"realm":1,"post":"');
      else fs.writeSync(channel.descriptor, get('buffer').Buffer.from([19, 0, 1, 0, 0, 65]));
      try {
        process.on('SIGTERM', () => undefined);
      } catch {
        // Then without.
      }
      return new Promise(() => undefined);
    },
    proof: either(endedService, hungService, overran),
  },
  {
    id: 'oversized-frame',
    title: 'a message of any size',
    spoils: true,
    watch: true,
    deadline_ms: 8000,
    code: ({ get, sleep }, { channel }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const piece = Buffer.alloc(1 << 20, 65);
      fs.writeSync(
        channel.descriptor,
        channel.kind === 'lines' ? '"' : Buffer.from([19, 255, 255, 255, 255]),
      );
      for (let count = 0; count < 450; count += 1) {
        for (let at = 0; at < piece.length;) {
          try {
            at += fs.writeSync(channel.descriptor, piece, at);
          } catch (error) {
            if (error.code !== 'EAGAIN') throw error;
          }
        }
      }
      return sleep(300);
    },
    proof: either(endedService, hungService, grewService),
  },
  {
    id: 'flood-channel',
    title: 'messages without end',
    spoils: true,
    deadline_ms: 15_000,
    code: ({ get, sleep }, { channel, realm }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const one = channel.kind === 'lines' ? `{"realm":${realm},"post":""}\n` : '\u0013\0\0\0\0';
      const piece = Buffer.from(one.repeat(1000));
      for (let count = 0; count < 1100; count += 1) {
        for (let at = 0; at < piece.length;) {
          try {
            at += fs.writeSync(channel.descriptor, piece, at);
          } catch (error) {
            if (error.code !== 'EAGAIN') throw error;
          }
        }
      }
      return sleep(1000);
    },
    proof: either(
      endedService,
      hungService,
      ({ posts }) => posts > 1_000_000 && `${posts} messages were taken`,
    ),
  },
  {
    id: 'flood-stderr',
    title: 'output on stderr without end',
    spoils: true,
    deadline_ms: 5000,
    code: ({ get }, { nonce }) => {
      const fs = get('fs');
      const piece = get('buffer').Buffer.alloc(1 << 20, 65);
      for (let count = 0; count < 64; count += 1) {
        for (let at = 0; at < piece.length;) {
          try {
            at += fs.writeSync(2, piece, at);
          } catch (error) {
            if (error.code !== 'EAGAIN') throw error;
          }
        }
      }
      return `wrote ${nonce}`;
    },
    proof: ({ said, nonce }) => said.includes(`wrote ${nonce}`) && 'nobody ended it',
  },
  {
    id: 'forge-exit',
    title: 'an exit that looks as if the service had ended the host',
    alone: true,
    code: ({ process }) => (process.reallyExit ?? process.exit)(137),
    proof: ({ entry, host_ended }) =>
      entry === 'gone' && ['killed', 'refused', 'cpu'].includes(host_ended?.reason) && host_ended.detail,
  },
  {
    id: 'forge-kill',
    title: 'an end by its own SIGKILL or abort that looks as if the service had ended the host',
    alone: true,
    code: async ({ process, kill, say, sleep }) => {
      try {
        process.exitCode = 137;
        kill(process.pid, 9);
      } catch (error) {
        say(error.message);
      }
      await sleep(100);
      process.abort();
    },
    proof: ({ entry, host_ended }) =>
      entry === 'gone' && ['killed', 'refused', 'cpu'].includes(host_ended?.reason) && host_ended.detail,
  },
  {
    id: 'memory',
    title: 'use more memory than it was given, in typed arrays',
    watch: true,
    deadline_ms: 5000,
    code: async ({ sleep }) => {
      const kept = [];
      for (let count = 0; count < 56; count += 1) {
        kept.push(new Uint8Array(8 << 20).fill(1));
        await sleep(4);
      }
      await sleep(100);
      return kept.length;
    },
    proof: ({ most_resident_bytes }) => most_resident_bytes > 400 * MEBIBYTE && 'it had over 400 MiB',
  },
  {
    id: 'memory-after-end',
    title: 'use more memory than it was given after it said that its run is over',
    watch: true,
    alone: true,
    deadline_ms: 4000,
    stays_ms: 4000,
    code: async ({ get, sleep }, { channel, realm }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const report =
        '{"fault":null,"message":null,"line":null,"column":null,"step":null,"cpu_ms":0,"memory_bytes":0}';
      const frame =
        channel.kind === 'lines'
          ? Buffer.from(`{"realm":${realm},"report":${report}}\n`)
          : Buffer.concat([Buffer.from([20, report.length, 0, 0, 0]), Buffer.from(report)]);
      fs.writeSync(channel.descriptor, frame);
      const kept = [];
      for (let count = 0; count < 56; count += 1) {
        kept.push(new Uint8Array(8 << 20).fill(1));
        await sleep(4);
      }
      await sleep(100);
      return kept.length;
    },
    proof: ({ most_resident_bytes }) => most_resident_bytes > 400 * MEBIBYTE && 'it had over 400 MiB',
  },
  {
    id: 'compute-after-end',
    title: 'compute on after it said that its run is over',
    alone: true,
    deadline_ms: 4000,
    // Long enough for a host that hardly gets any of the processor.
    stays_ms: 15_000,
    code: ({ get }, { channel, realm }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const report =
        '{"fault":null,"message":null,"line":null,"column":null,"step":null,"cpu_ms":0,"memory_bytes":0}';
      const frame =
        channel.kind === 'lines'
          ? Buffer.from(`{"realm":${realm},"report":${report}}\n`)
          : Buffer.concat([Buffer.from([20, report.length, 0, 0, 0]), Buffer.from(report)]);
      fs.writeSync(channel.descriptor, frame);
      const end = Date.now() + 18_000;
      while (Date.now() < end);
    },
    // An attempt that has ended has said so.
    proof: ({ outstayed, said }) => outstayed && said === '' && 'nobody ended it',
  },
  {
    id: 'heap-limit',
    title: "raise V8's heap limit and fill it",
    watch: true,
    deadline_ms: 6000,
    code: async ({ get, sleep }) => {
      get('v8').setFlagsFromString('--max-old-space-size=4000');
      get('v8').setFlagsFromString('--max-heap-size=4000');
      const kept = [];
      for (let count = 0; count < 56; count += 1) {
        kept.push(Array(1 << 20).fill(count + 0.5));
        await sleep(4);
      }
      await sleep(100);
      return kept.length;
    },
    proof: ({ most_resident_bytes }) => most_resident_bytes > 400 * MEBIBYTE && 'it had over 400 MiB',
  },
];

/**
 * What a run that broke out does to the runs after it in the same host. Nothing around the process can prevent it:
 * that is why a host serves one tenant in its life.
 *
 * @type {import('./index.mjs').Attempt[]}
 */
export const WITHIN_HOST = [
  {
    id: 'later-timer',
    title: 'a timer that lives on and forges a message of a later run',
    later: true,
    code: ({ get, setInterval }, { channel, realm, nonce }) => {
      const fs = get('fs');
      const { Buffer } = get('buffer');
      const frame =
        channel.kind === 'lines'
          ? Buffer.from(`${JSON.stringify({ realm: realm + 1, post: nonce })}\n`)
          : Buffer.concat([Buffer.from([19, nonce.length, 0, 0, 0]), Buffer.from(nonce)]);
      const write = () => fs.writeSync(channel.descriptor, frame);
      (setInterval ?? globalThis.setInterval)(write, 1);
    },
    proof: ({ later_said, nonce }) =>
      later_said.includes(nonce) && 'it was among the messages of the later run',
  },
  {
    id: 'later-intrinsics',
    title: 'replaced methods of the language that see the input of a later run and change what it says',
    later: true,
    code: (_, { nonce }) => {
      const { parse } = JSON;
      let stolen = '';
      JSON.parse = (text) => {
        stolen += text;
        return parse(text);
      };
      const { map } = Array.prototype;
      Array.prototype.map = function (...args) {
        if (this.length === 1 && this[0]?.type === 19) this[0].text += `${nonce} ${stolen.length}`;
        return map.apply(this, args);
      };
      // What the test's engine puts every message through.
      globalThis.String = (value) => `${value}${nonce}`;
    },
    proof: ({ later_said, nonce }) =>
      later_said.includes(nonce) && 'it was among the messages of the later run',
  },
];
