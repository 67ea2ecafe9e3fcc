import { z } from 'zod';
import type { AlibabaCredentials, DrsCredentials } from './config.ts';
import { type CredentialSets, readSets } from './credential-sets.ts';
import { OpenText, SecretText } from './fields.ts';
import type { Findings } from './findings.ts';
import { readGroup, readPart } from './part.ts';
import type { Path } from './problem.ts';

const AlibabaKeys = z.strictObject({
  accessKeyId: OpenText,
  accessKeySecret: SecretText,
  securityToken: SecretText.nullable().default(null),
});
const DrsKeys = z.strictObject({
  accessKey: OpenText,
  secretKey: SecretText,
  securityToken: SecretText.nullable().default(null),
});
const DrsPassword = z.strictObject({ username: OpenText, password: SecretText, domain: OpenText });

/** An Alibaba account's keys. Only credentials that are left out altogether mean the default chain. */
export function readAlibabaCredentials(
  value: unknown,
  path: Path,
  findings: Findings,
): CredentialSets<AlibabaCredentials, AlibabaCredentials | 'default-chain'> | null {
  if (value === undefined)
    return { credentials: 'default-chain', ownCredentials: { end: null, cleanup: null } };
  return readSets(value, path, findings, { keys: Object.keys(AlibabaKeys.shape), readOne: readAlibabaKeys });
}

/** A DRS account's access keys, or its users with their passwords; `null` where a mistake was noted. */
export function readDrsCredentials(
  value: unknown,
  path: Path,
  findings: Findings,
): CredentialSets<DrsCredentials> | null {
  if (value === undefined) {
    findings.add(path, 'is missing; it holds accessKey and secretKey, or username, password and domain');
    return null;
  }
  const keys = [DrsKeys, DrsPassword].flatMap(({ shape }) => Object.keys(shape));
  return readSets(value, path, findings, { keys, readOne: readDrsSet });
}

function readAlibabaKeys(value: unknown, path: Path, findings: Findings): AlibabaCredentials | null {
  return readPart(AlibabaKeys, readGroup(value, path, findings), path, findings);
}

function readDrsSet(value: unknown, path: Path, findings: Findings): DrsCredentials | null {
  const group = readGroup(value, path, findings);
  if (group === null) return null;
  const withPassword = ['username', 'password', 'domain'].some((key) => key in group);
  if (withPassword && ('accessKey' in group || 'secretKey' in group)) {
    findings.add(path, 'must hold accessKey and secretKey, or username, password and domain, but not both');
    return null;
  }
  if (withPassword) {
    const user = readPart(DrsPassword, group, path, findings);
    return user === null ? null : { kind: 'password', ...user };
  }
  const keys = readPart(DrsKeys, group, path, findings);
  return keys === null ? null : { kind: 'access-key', ...keys };
}
