#!/usr/bin/env node
import { runCutover } from './cli/command-line.ts';

process.exitCode = await runCutover({ args: process.argv.slice(2), env: process.env });
