import { either, endedService, openedDebugger, overran } from './proofs.mjs';

/** @type {import('./index.mjs').Attempt[]} */
export const SIGNALS = [
  {
    id: 'kill-parent',
    title: 'end the service with a signal',
    spoils: true,
    code: async ({ process, kill, say, sleep }, { service_pid }) => {
      for (const pid of new Set([service_pid, process.ppid])) {
        try {
          if (pid > 1) say(kill(pid, 15));
        } catch (error) {
          say(error.code ?? error.message);
        }
      }
      await sleep(200);
    },
    proof: endedService,
  },
  {
    id: 'kill-group',
    title: 'end the process group of the service',
    spoils: true,
    code: async ({ kill, sleep }) => {
      const result = kill(0, 15);
      await sleep(200);
      return result;
    },
    proof: endedService,
  },
  {
    id: 'stop-group',
    title: 'stop its process group, and stay',
    spoils: true,
    alone: true,
    deadline_ms: 300,
    survives_ms: 700,
    code: ({ kill }) => {
      kill(0, 19);
      return new Promise(() => undefined);
    },
    proof: either(endedService, ({ service }) => service.hangs && 'the service stood still', overran),
  },
  {
    id: 'debug-parent',
    title: "open the service's debugger by SIGUSR1",
    spoils: true,
    code: async ({ process, kill, say, sleep }, { service_pid }) => {
      const ways = [() => kill(service_pid, 10), () => process._debugProcess(service_pid)];
      for (const way of ways) {
        try {
          say(way());
        } catch (error) {
          say(error.code ?? error.message);
        }
      }
      await sleep(300);
    },
    // A Node that opens none at the signal is ended by it.
    proof: either(openedDebugger, endedService),
  },
  {
    id: 'kill-sibling',
    title: 'end another host of the service',
    sibling: true,
    code: async ({ kill, sleep }, { sibling_pid }) => {
      const result = kill(sibling_pid, 9);
      await sleep(200);
      return result;
    },
    proof: ({ sibling_ended }) => sibling_ended !== undefined && 'the other host ended',
  },
  {
    id: 'signal-everybody',
    title: 'signal process 1 and everybody (signal 0 only)',
    watch: true,
    code: ({ kill }) => `sent ${kill(1, 0)} ${kill(-1, 0)}`,
    // The word of the attempt, and that what it could signal is what the test itself could.
    proof: ({ said, shares_pids }) =>
      shares_pids && said.includes('sent true true') && 'they share process ids',
  },
  {
    id: 'find-processes',
    title: 'find out by signal 0 which processes there are',
    decoy: true,
    code: ({ kill }, { service_pid }) => {
      const found = [];
      for (let pid = service_pid; pid < service_pid + 5000; pid += 1) {
        try {
          kill(pid, 0);
          found.push(`<${pid}>`);
        } catch {
          // Nobody there, or not allowed.
        }
      }
      return found.join('');
    },
    proof: ({ said, decoy_pid }) =>
      said.includes(`<${decoy_pid}>`) && 'it named a process that it was not told',
  },
  {
    id: 'priority',
    title: "change the service's priority",
    spoils: true,
    code: ({ get }, { service_pid }) => get('os').setPriority(service_pid, 7),
    proof: ({ service }) =>
      service.after.nice === 7 && service.before.nice !== 7 && 'its priority was changed',
  },
  {
    id: 'become-another-user',
    title: 'become another user',
    watch: true,
    alone: true,
    code: async ({ process, sleep }) => {
      process.setgid(65_534);
      process.setuid(65_533);
      await sleep(60);
    },
    // Only root can.
    proof: ({ user_changed }) => user_changed && 'its user was another one than before',
  },
];
