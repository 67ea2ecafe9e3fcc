/** The Alibaba Cloud account that the simulated access key belongs to. */
export const OWN_ACCOUNT = '1408453062370000';
