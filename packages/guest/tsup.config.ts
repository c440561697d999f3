import type { Plugin } from 'esbuild';
import { defineConfig } from 'tsup';
import { library } from '../../scripts/build/tsup.shared.ts';
import { buildPreludeText } from './build/prelude-text.ts';

const prelude: Plugin = {
  name: 'prelude',
  setup(build) {
    build.onResolve({ filter: /^virtual:prelude$/ }, () => ({ path: 'prelude', namespace: 'prelude' }));
    build.onLoad({ filter: /.*/, namespace: 'prelude' }, async () => {
      const { text } = await buildPreludeText();
      return { contents: `export default ${JSON.stringify(text)}`, loader: 'js' };
    });
  },
};

export default defineConfig(library({ platform: 'neutral', esbuildPlugins: [prelude] }));
