import { connected, listened, wrote } from './proofs.mjs';

/** @type {import('./index.mjs').Attempt[]} */
export const NETWORK = [
  {
    id: 'tcp-connect',
    title: 'connect by TCP',
    code: ({ get }, { tcp_port, nonce }) =>
      new Promise((resolve, reject) => {
        const socket = get('net').connect(tcp_port, '127.0.0.1', () => socket.end(nonce));
        socket.on('error', reject).on('close', resolve).resume();
      }),
    proof: connected('tcp'),
  },
  {
    id: 'tcp-binding',
    title: "connect by TCP with `process.binding('tcp_wrap')`",
    code: async ({ binding, sleep }, { tcp_port }) => {
      const { TCP, TCPConnectWrap, constants } = binding('tcp_wrap');
      const socket = new TCP(constants.SOCKET);
      const result = socket.connect(new TCPConnectWrap(), '127.0.0.1', tcp_port);
      await sleep(100);
      return result;
    },
    proof: connected('tcp'),
  },
  {
    id: 'tls',
    title: 'connect by TLS',
    code: ({ get }, { tcp_port }) =>
      new Promise((resolve, reject) => {
        const options = { port: tcp_port, host: '127.0.0.1', rejectUnauthorized: false };
        get('tls').connect(options).on('error', reject).on('close', resolve);
      }),
    proof: connected('tcp'),
  },
  {
    id: 'http',
    title: 'ask by HTTP, HTTPS and HTTP/2',
    code: async ({ get, say }, { tcp_port }) => {
      const ended = (emitter) =>
        new Promise((resolve) => {
          for (const event of ['response', 'close', 'error']) emitter.on(event, () => resolve(event));
        });
      const ways = [
        () => get('http').get(`http://127.0.0.1:${tcp_port}/`),
        () => get('https').get(`https://127.0.0.1:${tcp_port}/`),
        () => get('http2').connect(`http://127.0.0.1:${tcp_port}`),
      ];
      for (const way of ways) {
        try {
          say(await ended(way()));
        } catch (error) {
          say(error.code ?? error.message);
        }
      }
    },
    proof: connected('tcp'),
  },
  {
    id: 'fetch',
    title: 'ask with `fetch`, `WebSocket`, `EventSource`',
    code: async ({ global, say, sleep }, { tcp_port }) => {
      const ways = [
        async () => (await global.fetch(`http://127.0.0.1:${tcp_port}/`)).status,
        () =>
          void new global.WebSocket(`ws://127.0.0.1:${tcp_port}/`).addEventListener('error', () => undefined),
        () => void new global.EventSource(`http://127.0.0.1:${tcp_port}/`).close(),
      ];
      for (const way of ways) {
        try {
          say(await way());
        } catch (error) {
          say(error.cause?.code ?? error.message);
        }
      }
      await sleep(100);
    },
    proof: connected('tcp'),
  },
  {
    id: 'tcp-listen',
    title: 'listen on a TCP port',
    code: ({ get, say, sleep }, { nonce }) =>
      new Promise((resolve, reject) => {
        const server = get('net').createServer((socket) => {
          socket.on('error', () => undefined).end(nonce);
          resolve(sleep(50));
        });
        server.on('error', reject).listen(0, '127.0.0.1', () => say(`listening ${server.address().port}`));
        void sleep(1000).then(resolve);
      }),
    proof: listened,
  },
  {
    id: 'udp-send',
    title: 'send by UDP',
    code: ({ get, sleep }, { udp_port, nonce }) =>
      new Promise((resolve, reject) => {
        const socket = get('dgram').createSocket('udp4').on('error', reject);
        socket.send(nonce, udp_port, '127.0.0.1', (error) => resolve(error ?? sleep(50)));
      }),
    proof: connected('udp'),
  },
  {
    id: 'udp-binding',
    title: "send by UDP with `process.binding('udp_wrap')`",
    code: async ({ binding, get, sleep }, { udp_port, nonce }) => {
      const { UDP, SendWrap } = binding('udp_wrap');
      const socket = new UDP();
      const result = socket.send(
        new SendWrap(),
        [get('buffer').Buffer.from(nonce)],
        1,
        udp_port,
        '127.0.0.1',
        false,
      );
      await sleep(50);
      return result;
    },
    proof: connected('udp'),
  },
  {
    id: 'dns',
    title: 'ask a DNS server',
    code: async ({ get, sleep }, { dns_port, nonce }) => {
      const resolver = new (get('dns').promises.Resolver)({ timeout: 100, tries: 1 });
      resolver.setServers([`127.0.0.1:${dns_port}`]);
      return Promise.race([resolver.resolve4(`${nonce}.example`).catch((error) => error.code), sleep(400)]);
    },
    proof: connected('dns'),
  },
  {
    id: 'unix-socket',
    title: 'connect to a Unix socket that has a path',
    code: ({ get }, { socket_path, nonce }) =>
      new Promise((resolve, reject) => {
        const socket = get('net').connect(socket_path, () => socket.end(nonce));
        socket.on('error', reject).on('close', resolve).resume();
      }),
    proof: connected('unix'),
  },
  {
    id: 'unix-binding',
    title: "connect to a Unix socket with `process.binding('pipe_wrap')`",
    code: async ({ binding, sleep }, { socket_path }) => {
      const { Pipe, PipeConnectWrap, constants } = binding('pipe_wrap');
      const result = new Pipe(constants.SOCKET).connect(new PipeConnectWrap(), socket_path);
      await sleep(100);
      return result;
    },
    proof: connected('unix'),
  },
  {
    id: 'unix-listen',
    title: 'make a Unix socket that has a path',
    code: ({ get, sleep }, { drop_folder }) =>
      new Promise((resolve, reject) => {
        const server = get('net').createServer().on('error', reject);
        server.listen(`${drop_folder}/socket`, () => resolve(sleep(50)));
      }),
    proof: wrote,
  },
  {
    id: 'abstract-socket',
    title: 'connect to an abstract Unix socket',
    code: ({ get }, { abstract_path, nonce }) =>
      new Promise((resolve, reject) => {
        const socket = get('net').connect(abstract_path, () => socket.end(nonce));
        socket.on('error', reject).on('close', resolve).resume();
      }),
    proof: connected('abstract'),
  },
  {
    id: 'inspector-open',
    title: 'open a debugger of its own with `inspector.open`',
    alone: true,
    code: async ({ get, say, sleep }) => {
      const inspector = get('inspector');
      inspector.open(0, '127.0.0.1');
      say(`listening ${/:(\d+)\//.exec(inspector.url())[1]}`);
      await sleep(300);
    },
    proof: listened,
  },
];
