import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
import { quickjs } from '@codelets/sandbox-quickjs';

testAdapter(quickjs({ isolation: 'process' }), { describe, it, expect }, { escapes: false });
