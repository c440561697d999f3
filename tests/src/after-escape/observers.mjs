// Servers of the test, on the loopback interface alone. What reaches them is seen from outside.
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const LOOPBACK = '127.0.0.1';

/** The name of an abstract socket starts with a NUL. */
const abstractName = (name) => `\0codelets-${name}`;

/**
 * @param {string} folder for the socket that has a path
 * @param {string} name of the abstract socket
 */
export async function openObservers(folder, name) {
  /** @type {{ kind: string, text: string }[]} */
  const events = [];
  const closers = [];
  const note = (kind, data = '') => events.push({ kind, text: data.toString('latin1') });

  const listen = (kind, address) =>
    new Promise((resolve, reject) => {
      const server = createServer((socket) => {
        note(kind);
        socket.on('data', (data) => note(kind, data)).on('error', () => undefined);
        // Enough for an HTTP client to come to an end.
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      });
      server.once('error', reject);
      server.listen(address, () => resolve(server.address().port));
      closers.push(() => server.close());
    });
  const bind = (kind) =>
    new Promise((resolve, reject) => {
      const socket = createSocket('udp4', (data) => note(kind, data));
      socket.once('error', reject);
      socket.bind(0, LOOPBACK, () => resolve(socket.address().port));
      closers.push(() => socket.close());
    });

  const socket_path = join(folder, 'socket');
  const ports = {
    tcp_port: await listen('tcp', { host: LOOPBACK, port: 0 }),
    udp_port: await bind('udp'),
    dns_port: await bind('dns'),
  };
  await listen('unix', { path: socket_path });
  if (process.platform === 'linux') {
    const path = abstractName(name);
    await listen('abstract', { path });
    // Up to Node 22 the name has the length of the whole field, filled up with NULs.
    await listen('abstract', { path: path.padEnd(108, '\0') });
  }
  return {
    range: { ...ports, socket_path, abstract_path: abstractName(name) },
    events,
    /** Connects to what an attempt says that it listens on, and notes what it hears. */
    visit(port) {
      const socket = connect({ host: LOOPBACK, port: Number(port) }, () => {
        socket.write(`GET /json/list HTTP/1.1\r\nHost: ${LOOPBACK}\r\n\r\n`);
      });
      socket.on('data', (data) => note('visit', data)).on('error', () => undefined);
      socket.setTimeout(1000, () => socket.destroy());
    },
    close: () => closers.forEach((close) => close()),
  };
}
