import { defineConfig } from 'vitest/config';
import { buildPreludeText } from './build/prelude-text.ts';

export default defineConfig({
  plugins: [
    {
      name: 'prelude',
      resolveId: (id) => (id === 'virtual:prelude' ? '\0virtual:prelude' : undefined),
      async load(id) {
        if (id !== '\0virtual:prelude') return undefined;
        const { text } = await buildPreludeText();
        return `export default ${JSON.stringify(text)}`;
      },
    },
  ],
});
