import { Field, ID, InputType, Int, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { AnyRegister } from '../../registry/registers/allRegisters.js';
import type { Element, Members } from '../../registry/registers/shape.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';
import {
  DataCategoryEnum,
  DisclosureFormEnum,
  PurposeEnum,
  RecipientClassEnum,
  RoleEnum,
} from '../types/policyEnums.js';

/** What one register publishes. */
export interface RegisterTypes {
  readonly entry: ClassType;
  readonly input: ClassType;
}

type Published = object;
type TypeFunction = () => never;

@Public()
@ObjectType({ description: 'The highest form of a category.', simpleResolvers: true })
export class CategoryCap {
  @Field(() => DataCategoryEnum)
  category!: string;

  @Field(() => DisclosureFormEnum)
  maxForm!: string;
}

@Public()
@InputType({ description: 'The highest form of a category.' })
export class CategoryCapInput {
  @Field(() => DataCategoryEnum)
  category!: string;

  @Field(() => DisclosureFormEnum)
  maxForm!: string;
}

/** What every version of an entry has. Times are UTC. */
const ABOUT_ENTRY: readonly (readonly [name: string, type: Published, nullable: boolean, description: string])[] = [
  ['key', ID, false, 'Of the entry; the same in all its versions.'],
  ['version', Int, false, '1, 2, 3 …'],
  ['validFrom', String, false, 'Counts from this instant on.'],
  ['validTo', String, true, 'No longer counts from this instant on; null: no end.'],
  ['ended', Boolean, false, 'Somebody ended it.'],
  ['recordedAt', String, false, 'When this version was recorded.'],
  ['recordedBy', String, false, 'By whom, as the token names them.'],
  ['recordedRole', RoleEnum, false, 'In which role.'],
  ['reason', String, true, 'Why this version was recorded.'],
  ['supersededAt', String, true, 'When the next version came; null: the latest.'],
];

/** Makes the published classes out of the members of the registers, so that type, check and storage say the same. */
export class RegisterTypeMaker {
  readonly #enums = new Map<string, Published>([
    ['Purpose', PurposeEnum],
    ['Role', RoleEnum],
    ['DataCategory', DataCategoryEnum],
    ['RecipientClass', RecipientClassEnum],
  ]);
  readonly #own = new Set<string>(['Role', 'DisclosureForm', 'RecipientClass']);
  readonly #groups = new Map<string, ClassType>();

  /** Enums that the registers bring along; their values are only words. */
  get enumNames(): readonly string[] {
    return [...this.#own];
  }

  /** The enum of a `choice`, by its published name. */
  enumOf(name: string): object {
    const found = this.#enums.get(name);
    if (found === undefined) throw new RangeError(`No register has an enum ${name}.`);
    return found;
  }

  typesOf({ noun, description, members }: AnyRegister): RegisterTypes {
    const record = this.#outputOf(`${noun}Record`, members, `What it says. ${description}`);
    const entry = publicClass((type) => ObjectType(`${noun}Entry`, { description, simpleResolvers: true })(type));
    for (const [name, type, nullable, about] of ABOUT_ENTRY) {
      Field((() => type) as TypeFunction, { nullable, description: about })(entry.prototype, name);
    }
    Field((() => record) as TypeFunction)(entry.prototype, 'record');
    return { entry, input: this.#inputOf(`${noun}Input`, members) };
  }

  #outputOf(name: string, members: Members, description?: string): ClassType {
    const options = description === undefined ? {} : { description };
    return this.#once(name, () => {
      const type = publicClass((made) => ObjectType(name, { ...options, simpleResolvers: true })(made));
      for (const [field, element] of Object.entries(members)) this.#field(type, field, element, false);
      return type;
    });
  }

  #inputOf(name: string, members: Members): ClassType {
    return this.#once(name, () => {
      const type = publicClass((made) => InputType(name)(made));
      for (const [field, element] of Object.entries(members)) {
        if (!element.assigned) this.#field(type, field, element, true);
      }
      return type;
    });
  }

  /** A type that several registers name is one class. */
  #once(name: string, make: () => ClassType): ClassType {
    const type = this.#groups.get(name) ?? make();
    this.#groups.set(name, type);
    return type;
  }

  #field(type: ClassType, name: string, element: Element, input: boolean): void {
    const published = this.#published(element, input);
    const sparing = input && (element.kind === 'list' ? element.min === 0 : element.kind === 'caps');
    const nullable = element.kind === 'optional' || sparing;
    Field((() => published) as TypeFunction, { nullable })(type.prototype, name);
  }

  #published(element: Element, input: boolean): Published {
    switch (element.kind) {
      case 'optional':
        return this.#published(element.of, input);
      case 'list':
        return [this.#published(element.of, input)];
      case 'group':
        return input
          ? this.#inputOf(`${element.name}Input`, element.members)
          : this.#outputOf(element.name, element.members);
      case 'choice':
        return this.#enumOf(element.name, element.values);
      case 'caps':
        return [input ? CategoryCapInput : CategoryCap];
      case 'subject':
        return ID;
      case 'text':
      case 'instant':
        return String;
      case 'integer':
        return Int;
      case 'flag':
        return Boolean;
      case 'day':
        return LocalDate;
    }
  }

  #enumOf(name: string, values: readonly string[]): Published {
    const known = this.#enums.get(name);
    if (known !== undefined) return known;
    const made = enumObject(values);
    registerEnumType(made, { name });
    this.#enums.set(name, made);
    this.#own.add(name);
    return made;
  }
}

function publicClass(decorate: (type: ClassType) => void): ClassType {
  class Made {}
  decorate(Made);
  Public()(Made);
  return Made;
}
