/** The bot is being stopped, and does not wait for this work any longer. */
export class GivenUp extends Error {
  constructor() {
    super('the bot is being stopped');
    this.name = 'GivenUp';
  }
}
