import { readFileSync } from 'node:fs';
import { tells, wrote } from './proofs.mjs';

/** @type {import('./index.mjs').Attempt[]} */
export const FILES = [
  {
    id: 'read-passwd',
    title: 'read `/etc/passwd`',
    code: ({ get }) => get('fs').readFileSync('/etc/passwd', 'utf8'),
    proof: ({ said }) => said.includes(readFileSync('/etc/passwd', 'utf8').trim()) && 'it said all of it',
  },
  {
    id: 'read-service-file',
    title: 'read a file of the service',
    code: ({ get }, { secret_file }) => get('fs').readFileSync(secret_file, 'utf8'),
    proof: tells('file'),
  },
  {
    id: 'read-neighbour',
    title: "read a file beside the engine's",
    code: ({ get }, { neighbour_file }) => get('fs').readFileSync(neighbour_file, 'utf8'),
    proof: tells('neighbour'),
  },
  {
    id: 'read-other-spellings',
    title: 'read by other ways: bytes as a path, a URL, `..` from a granted file, streams, blobs, copies',
    code: async ({ get, say, module, process }, { secret_file, engine_file, drop_folder }) => {
      const fs = get('fs');
      const bytes = get('buffer').Buffer.from(secret_file);
      const failures = [];
      const ways = [
        () => fs.readFileSync(bytes, 'utf8'),
        () => fs.readFileSync(Uint8Array.from(bytes), 'utf8'),
        () => fs.readFileSync(new (get('url').URL)(`file://${secret_file}`), 'utf8'),
        () => fs.readFileSync(`${engine_file}/../secret/file`, 'utf8'),
        () => fs.readFileSync(`${engine_file}/../../..${secret_file}`, 'utf8'),
        () => fs.readFileSync(get('path').toNamespacedPath(`//${secret_file}`), 'utf8'),
        () => fs.promises.readFile(secret_file, 'utf8'),
        async () => (await (await fs.promises.open(secret_file)).readFile()).toString(),
        async () => (await fs.openAsBlob(secret_file)).text(),
        () =>
          new Promise((resolve, reject) => {
            fs.createReadStream(secret_file)
              .on('error', reject)
              .on('data', (data) => resolve(String(data)));
          }),
        () => (fs.cpSync(secret_file, `${drop_folder}/copy`), fs.readFileSync(`${drop_folder}/copy`, 'utf8')),
        () => (
          fs.copyFileSync(secret_file, `${drop_folder}/copy`),
          fs.readFileSync(`${drop_folder}/copy`, 'utf8')
        ),
        () => (
          fs.linkSync(secret_file, `${drop_folder}/link`),
          fs.readFileSync(`${drop_folder}/link`, 'utf8')
        ),
        () => (
          fs.symlinkSync(secret_file, `${drop_folder}/soft`),
          fs.readFileSync(`${drop_folder}/soft`, 'utf8')
        ),
        // A Buffer that changes its mind after the check.
        () => {
          const { Buffer } = get('buffer');
          const { utf8Write } = Buffer.prototype;
          Buffer.prototype.utf8Write = function (text, ...rest) {
            return utf8Write.call(this, text.includes('engine') ? secret_file : text, ...rest);
          };
          try {
            return fs.readFileSync(Buffer.from(engine_file), 'utf8');
          } finally {
            Buffer.prototype.utf8Write = utf8Write;
          }
        },
        () => process.loadEnvFile(`${secret_file}.env`) ?? process.env.FILE_SECRET,
        () => module.constructor._extensions['.json'](module, secret_file),
      ];
      for (const way of ways) {
        try {
          say(await way());
        } catch (error) {
          failures.push(error.code ?? error.message);
        }
      }
      return failures.join();
    },
    proof: tells('file'),
  },
  {
    id: 'read-env-file',
    title: 'read a file with `process.loadEnvFile`',
    code: ({ process }, { env_file }) => {
      process.loadEnvFile(env_file);
      return process.env.FILE_SECRET;
    },
    proof: tells('file'),
  },
  {
    id: 'list-folder',
    title: 'list a folder',
    code: async ({ get, say }, { secret_folder }) => {
      const fs = get('fs');
      const ways = [
        () => fs.readdirSync(secret_folder),
        () => fs.opendirSync(secret_folder).readSync().name,
        () => fs.promises.readdir(secret_folder, { withFileTypes: true }),
        () => fs.globSync(`${secret_folder}/*`),
      ];
      for (const way of ways) {
        try {
          say(JSON.stringify(await way()));
        } catch (error) {
          say(error.code);
        }
      }
    },
    proof: tells('listed'),
  },
  {
    id: 'stat-file',
    title: 'learn when a file was written',
    code: async ({ get, say }, { secret_file }) => {
      const fs = get('fs');
      const ways = [
        () => fs.statSync(secret_file),
        () => fs.lstatSync(secret_file),
        () => fs.promises.lstat(secret_file),
        () =>
          new Promise((resolve) => {
            const watcher = fs.watchFile(secret_file, { interval: 10 }, () => undefined);
            watcher.on('change', resolve);
            fs.unwatchFile(secret_file);
            resolve({ mtimeMs: 0 });
          }),
      ];
      for (const way of ways) {
        try {
          say((await way()).mtimeMs / 1000);
        } catch (error) {
          say(error.code);
        }
      }
    },
    proof: tells('time'),
  },
  {
    id: 'file-exists',
    title: 'learn which files there are',
    code: ({ get, say, process, require }, { secret_folder }) => {
      const fs = get('fs');
      const loader = get('module');
      const names = Array.from({ length: 24 }, (_, index) => `${secret_folder}/present-${index}.js`);
      const ways = [
        (name) => fs.existsSync(name),
        (name) => (fs.accessSync(name), true),
        (name) => fs.statSync(name, { throwIfNoEntry: false }) !== undefined,
        (name) => fs.realpathSync(name) !== '',
        (name) => fs.realpathSync.native(name) !== '',
        (name) => loader._findPath(name, [''], false) !== false,
        (name) => require.resolve(name) !== '',
        (name) => process.chdir(name),
        (name) => fs.statfsSync(name) !== undefined,
      ];
      for (const way of ways) {
        const bits = names.map((name) => {
          try {
            return way(name) ? 1 : 0;
          } catch (error) {
            // What is there is no folder.
            return error.code === 'ENOTDIR' ? 1 : 0;
          }
        });
        say(`present ${bits.join('')}`);
      }
    },
    proof: tells('present'),
  },
  {
    id: 'write-temporary',
    title: 'write a file',
    code: async ({ get, say }, { drop_folder, engine_file }) => {
      const fs = get('fs');
      const file = `${drop_folder}/file`;
      const ways = [
        () => fs.writeFileSync(file, 'x'),
        () => fs.writeFileSync(`${engine_file}/../drop/file`, 'x'),
        () => fs.appendFileSync(get('buffer').Buffer.from(file), 'x'),
        () => fs.openSync(file, 'w'),
        () => fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_CREAT, 0o666),
        () => fs.mkdirSync(file),
        () => fs.mkdtempSync(file),
        () => fs.promises.writeFile(file, 'x'),
        () => fs.cpSync(engine_file, file),
        () => fs.copyFileSync(engine_file, file),
        () => fs.symlinkSync(engine_file, file),
        () => fs.linkSync(engine_file, file),
      ];
      for (const way of ways) {
        try {
          await way();
        } catch (error) {
          say(error.code);
        }
      }
    },
    proof: wrote,
  },
  {
    id: 'write-own-program',
    title: "change the engine's file, for the hosts to come",
    spoils: true,
    code: ({ get, say }, { engine_file, nonce }) => {
      const fs = get('fs');
      const ways = [
        () => fs.appendFileSync(engine_file, `// ${nonce}\n`),
        () => fs.writeSync(fs.openSync(engine_file, 'r+'), `// ${nonce}\n`, 0),
        () => fs.ftruncateSync(fs.openSync(engine_file, 'r'), 0),
      ];
      for (const way of ways) {
        try {
          way();
        } catch (error) {
          say(error.code);
        }
      }
    },
    proof: ({ engine_changed }) => engine_changed && 'the file was changed',
  },
  {
    id: 'delete-file',
    title: 'delete a file of the service',
    spoils: true,
    code: ({ get, say }, { secret_file }) => {
      const fs = get('fs');
      for (const name of ['unlinkSync', 'rmSync', 'renameSync']) {
        try {
          fs[name](secret_file, ...(name === 'renameSync' ? [`${secret_file}.gone`] : []));
        } catch (error) {
          say(error.code);
        }
      }
    },
    proof: ({ secret_exists }) => !secret_exists && 'the file was gone',
  },
  {
    id: 'fill-disk',
    title: 'fill the disk',
    alone: true,
    code: ({ get }, { drop_folder }) => {
      const fs = get('fs');
      const megabyte = get('buffer').Buffer.alloc(1 << 20);
      for (let count = 0; count < 32; count += 1) fs.appendFileSync(`${drop_folder}/large`, megabyte);
    },
    proof: ({ dropped }) => dropped.some(({ bytes }) => bytes > 16 << 20) && 'a large file was there',
  },
  {
    id: 'change-folder',
    title: 'read from a folder of the service after `chdir`',
    alone: true,
    code: ({ get, process }, { secret_folder }) => {
      process.chdir(secret_folder);
      return get('fs').readFileSync('file', 'utf8');
    },
    proof: tells('file'),
  },
];
