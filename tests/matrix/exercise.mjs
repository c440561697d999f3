import { createCodeletRunner, runCodelet } from '@codelets/runner';
import { vm2 } from '@codelets/sandbox-vm2';
import { runChecks } from './checks.cjs';

await runChecks({ runCodelet, createCodeletRunner, vm2 });
