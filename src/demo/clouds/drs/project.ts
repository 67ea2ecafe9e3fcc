/** A project of the domain: one region has at least one, named like it. */
export interface Project {
  id: string;
  name: string;
  region: string;
}

/** The region that a project's name begins with: "eu-de_analytics" is in eu-de. */
export function regionOfProject(name: string): string {
  return name.split('_')[0] ?? name;
}
