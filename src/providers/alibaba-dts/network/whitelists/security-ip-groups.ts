import { z } from 'zod';
import { Addresses, Attribute, Name } from '../shapes.ts';

/** DescribeSecurityIps, which MongoDB and Tair answer in the same shape. */
export const SecurityIpGroups = z
  .object({
    SecurityIpGroups: z.object({
      SecurityIpGroup: z.array(
        z
          .object({
            SecurityIpGroupName: Name,
            SecurityIpGroupAttribute: Attribute,
            SecurityIpList: Addresses,
          })
          .transform((row) => ({
            name: row.SecurityIpGroupName,
            attribute: row.SecurityIpGroupAttribute,
            networkType: null,
            addressType: null,
            addresses: row.SecurityIpList,
          })),
      ),
    }),
  })
  .transform((body) => body.SecurityIpGroups.SecurityIpGroup);
