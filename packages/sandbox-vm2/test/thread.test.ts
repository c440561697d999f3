import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
import { vm2 } from '@codelets/sandbox-vm2';

testAdapter(vm2({ isolation: 'thread' }), { describe, it, expect }, { escapes: false });
