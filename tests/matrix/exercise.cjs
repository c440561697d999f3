'use strict';
const { createCodeletRunner, runCodelet } = require('@codelets/runner');
const { vm2 } = require('@codelets/sandbox-vm2');
const { runChecks } = require('./checks.cjs');

runChecks({ runCodelet, createCodeletRunner, vm2 });
