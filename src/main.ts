#!/usr/bin/env node
import { runCutover } from './command-line.ts';

process.exitCode = await runCutover({ args: process.argv.slice(2), env: process.env });
