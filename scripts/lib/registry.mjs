import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { mustRun } from './run-command.mjs';
import { developmentNode } from './runtime.mjs';

const ACCOUNT = { name: 'rehearsal', password: 'only-on-loopback' };

/**
 * Starts a Verdaccio on loopback that keeps @codelets packages in `folder` and fetches all others from
 * the registry that npm is configured to use.
 *
 * @param {string} folder
 * @returns {Promise<{ url: string, env: Record<string, string>, stop(): Promise<void>, kill(): void }>}
 *   `env` makes npm and pnpm use it, with a configuration and a cache of their own in `folder`
 */
export async function startRegistry(folder) {
  mkdirSync(folder, { recursive: true });
  const upstream = (await mustRun(['npm', 'config', 'get', 'registry'], { cwd: ROOT })).stdout.trim();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  writeFileSync(join(folder, 'config.json'), JSON.stringify(configuration(folder, upstream)));
  const log = join(folder, 'log');
  const verdaccio = join(ROOT, 'node_modules/verdaccio/bin/verdaccio');
  const args = [verdaccio, '--config', join(folder, 'config.json'), '--listen', `127.0.0.1:${port}`];
  const child = spawn(developmentNode(), args, {
    cwd: folder,
    stdio: ['ignore', openSync(log, 'a'), openSync(log, 'a')],
  });
  const ended = once(child, 'exit');
  try {
    await untilAnswering(`${url}-/ping`, child);
    const token = await addAccount(url);
    const npmrc = join(folder, 'npmrc');
    writeFileSync(npmrc, `registry=${url}\n//127.0.0.1:${port}/:_authToken=${token}\n`);
    return { url, env: environment(folder, npmrc, url), kill: () => child.kill('SIGKILL'), stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(
      `The registry did not start: ${error.message}\n${existsSync(log) ? readFileSync(log, 'utf8') : ''}`,
    );
  }

  async function stop() {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(timer);
  }
}

function configuration(folder, upstream) {
  return {
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 1 } },
    uplinks: { upstream: { url: upstream, cache: true, timeout: '60s' } },
    packages: {
      '@codelets/*': { access: '$all', publish: '$authenticated' },
      '**': { access: '$all', proxy: 'upstream' },
    },
    middlewares: {},
    web: { enable: false },
    max_body_size: '50mb',
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  };
}

function environment(folder, npmrc, url) {
  return {
    npm_config_userconfig: npmrc,
    npm_config_registry: url,
    // What comes from here must not be found again later, under the same name and version.
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_provenance: 'false',
  };
}

async function addAccount(url) {
  const response = await fetch(`${url}-/user/org.couchdb.user:${ACCOUNT.name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ACCOUNT),
  });
  const { token, error } = await response.json();
  if (!token) throw new Error(`no account: ${error}`);
  return token;
}

async function untilAnswering(address, child) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('it does not answer');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
