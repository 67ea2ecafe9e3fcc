import { describe, expect, it } from 'vitest';
import { signedHeaders, signingDate } from '../../../src/providers/drs/sign.ts';
import { isSignedWith } from './verify-signature.ts';

const PROJECT = '054ba152d480d55b2f5dc0069e7ddef0';
const KEY = { accessKey: 'AKEXAMPLE', secretKey: 'SKEXAMPLE' };
const DATE = '20260102T030405Z';
const END = {
  method: 'DELETE',
  url: `https://drs.eu-de.otc.t-systems.com/v3/${PROJECT}/jobs/batch-jobs`,
  body: '{"jobs":[{"delete_type":"terminate","job_id":"4c6ac8c0-2f51-426a-97b2-cb2c668jb201"}]}',
  date: DATE,
  project: PROJECT,
};

describe('signedHeaders', () => {
  it('signs a DELETE with a body as the vendor does', () => {
    expect(signedHeaders(END, KEY)['authorization']).toBe(
      'SDK-HMAC-SHA256 Access=AKEXAMPLE, SignedHeaders=content-type;host;x-project-id;x-sdk-date, ' +
        'Signature=64db0e80bab64f61794280a74b340d01e758b72966efb7a2d789de5e0ed8d2b9',
    );
  });

  it('signs a GET with a query as the vendor does', () => {
    const url =
      `https://vpc.eu-de.otc.t-systems.com/v1/${PROJECT}/security-group-rules` +
      '?security_group_id=d90c971b-4b9d-402c-9c59-5c239389b8dd&limit=10';
    const headers = signedHeaders({ ...END, method: 'GET', url, body: '' }, KEY);
    expect(headers['authorization']).toContain(
      'Signature=d1424d1b99d88cf2be51a73e1597a341d290b17300eb89bd9a69d4bf096d9ba9',
    );
  });

  it('signs the security token of a temporary key, and sends it', () => {
    const headers = signedHeaders({ ...END, securityToken: 'temporary' }, KEY);
    expect(headers['x-security-token']).toBe('temporary');
    expect(headers['authorization']).toContain('x-project-id;x-sdk-date;x-security-token');
    const url = new URL(END.url);
    expect(isSignedWith(KEY.secretKey, { method: 'DELETE', url, headers, body: END.body })).toBe(true);
    const stolen = { ...headers, 'x-security-token': 'another' };
    expect(isSignedWith(KEY.secretKey, { method: 'DELETE', url, headers: stolen, body: END.body })).toBe(
      false,
    );
  });

  it('signs the port of a host that has one', () => {
    const url = new URL(`http://127.0.0.1:4010/v3/${PROJECT}/jobs/batch-jobs`);
    const headers = signedHeaders({ ...END, url: url.href }, KEY);
    expect(isSignedWith(KEY.secretKey, { method: 'DELETE', url, headers, body: END.body })).toBe(true);
  });

  it('signs the bytes of the body, whatever they spell', () => {
    const body = '{"name":"Bestellungen Köln 数据"}';
    const headers = signedHeaders({ ...END, body }, KEY);
    const received = { method: 'DELETE', url: new URL(END.url), headers };
    expect(isSignedWith(KEY.secretKey, { ...received, body })).toBe(true);
    expect(isSignedWith(KEY.secretKey, { ...received, body: body.replace('ö', 'o') })).toBe(false);
  });

  it('encodes what a query reserves, and keeps repeated names in order of their values', () => {
    const one = `${END.url}?b=2&a=x%20y&a=(*)`;
    const other = `${END.url}?a=%28%2A%29&a=x+y&b=2`;
    expect(signedHeaders({ ...END, url: one }, KEY)).toEqual(signedHeaders({ ...END, url: other }, KEY));
  });
});

describe('signingDate', () => {
  it('is UTC without punctuation', () => {
    expect(signingDate(Date.UTC(2026, 0, 2, 3, 4, 5, 678))).toBe(DATE);
  });
});
