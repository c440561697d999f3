// The service's side: three functions with schemas and limits, one address, and a key that stays here.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PublicError, createCodeletRunner } from '@codelets/runner';
import { z } from 'zod';
import { startRatesServer } from './rates-server.mjs';

const path = fileURLToPath(new URL('codelet.js', import.meta.url));

async function openNotes() {
  const all = JSON.parse(await readFile(new URL('notes.json', import.meta.url), 'utf8'));
  return {
    search: ({ query, limit }) =>
      all
        .filter(({ title }) => title.includes(query))
        .slice(0, limit)
        .map(({ id, title }) => ({ id, title })),
    read({ id }) {
      const note = all.find((each) => each.id === id);
      // The codelet sees code and message of a PublicError; of any other error that there was one.
      if (note?.is_private) throw new PublicError('not for scripts', { code: 'NOTE_IS_PRIVATE' });
      return { text: note.text, amount_eur: note.amount_eur };
    },
  };
}

/** Runs the script. `reports` is what it wrote, `calls` which functions it called, in order. */
export async function runToolScript(input, options = {}) {
  const notes = await openNotes();
  const reports = [];
  const calls = [];
  const rates = await startRatesServer();

  const noted = (name, call) => (args) => {
    calls.push(name);
    return call(args);
  };
  const policy = {
    capabilities: {
      notes: {
        search: {
          description: 'Finds notes by their titles.',
          call: noted('notes.search', notes.search),
          input_schema: z.strictObject({ query: z.string().min(2), limit: z.int().min(1).max(20) }),
          max_calls: 3,
        },
        read: {
          description: 'Reads one note.',
          call: noted('notes.read', notes.read),
          input_schema: z.strictObject({ id: z.string() }),
          // What is not named here stays outside, whatever the function answers.
          output_schema: z.object({ text: z.string(), amount_eur: z.number().optional() }),
          timeout_ms: 1000,
          max_calls: 10,
          max_concurrent: 2,
        },
      },
      reports: {
        write: {
          description: 'Files one report.',
          call: noted('reports.write', (report) => ({ id: `R-${reports.push(report)}` })),
          input_schema: z.strictObject({ title: z.string().max(120), body: z.string().max(10_000) }),
          max_calls: 1,
        },
      },
    },
    network: {
      // The header is added here, for this origin and path alone: the codelet cannot read it from its request.
      allow: [{ origin: rates.origin, path: '/v1', headers: { authorization: `Bearer ${rates.key}` } }],
      // The example's server is on this machine. A service that reaches out leaves this line away.
      allow_private_networks: true,
      max_requests: 2,
      max_response_bytes: 64 * 1024,
    },
    env: { RATES_URL: rates.origin },
  };
  const runner = createCodeletRunner({ timeout_ms: 10_000, policy, ...options });
  try {
    const result = await runner.run({ type: 'file', path }, { input });
    return { result, reports, calls, requests: rates.requests };
  } finally {
    await runner.dispose();
    await rates.close();
  }
}
