export interface Address {
  first_name: string;
  last_name: string;
  company: string;
  address_1: string;
  address_2: string;
  postcode: string;
  city: string;
  country: string;
  state: string;
  phone: string;
}

export interface SeedCustomer {
  login: string;
  email: string;
  address: Address;
}

function address(first: string, last: string, rest: Partial<Address>): Address {
  return {
    first_name: first,
    last_name: last,
    company: '',
    address_1: '1 rue de la Paix',
    address_2: '',
    postcode: '75002',
    city: 'Paris',
    country: 'FR',
    state: '',
    phone: '+33 1 23 45 67 89',
    ...rest,
  };
}

/** Accounts of the shop. Their password is the administrator's. example.test never receives mail (RFC 2606). */
export const seedCustomers: readonly SeedCustomer[] = [
  { login: 'claire', email: 'claire@example.test', address: address('Claire', 'Moreau', {}) },
  {
    login: 'lucas',
    email: 'lucas@example.test',
    address: address('Lucas', "O'Neill", {
      address_1: '12 bis, quai de la Tournelle',
      address_2: 'Bât. C',
      postcode: '75005',
    }),
  },
  {
    login: 'zoe',
    email: 'zoe@example.test',
    address: address('Zoé', 'Lefèvre-Nuñez', {
      company: 'Atelier "Zoé" & Cie',
      city: 'Lyon',
      postcode: '69001',
    }),
  },
  {
    login: 'jurgen',
    email: 'jurgen@example.test',
    address: address('Jürgen', 'Größmann', {
      country: 'DE',
      city: 'Köln',
      postcode: '50667',
      address_1: 'Domstraße 3',
      state: 'DE-NW',
    }),
  },
  {
    login: 'mei',
    email: 'mei@example.test',
    address: address('美', '王', { city: 'Marseille', postcode: '13001', address_1: '5 rue Paradis 🌻' }),
  },
];

/** Whom a guest is, by number: the same number is always the same person. */
export function guestAddress(number: number): { email: string; address: Address } {
  const firsts = ['Anna', 'Bruno', 'Céline', 'David', 'Élise', 'Farid', 'Gaëlle', 'Hugo'];
  const lasts = ['Martin', 'Bernard', 'Dubois', 'Thomas', 'Robert', 'Petit', 'Durand'];
  const first = firsts[number % firsts.length] as string;
  const last = lasts[Math.floor(number / firsts.length) % lasts.length] as string;
  return {
    email: `guest-${number}@example.test`,
    address: address(first, last, { address_1: `${1 + (number % 180)} rue des Lilas` }),
  };
}
