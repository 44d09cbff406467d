import { Migration } from '@mikro-orm/migrations';

/** The co-op's tables. */
export class Migration20261101000000_Initial extends Migration {
  override up(): void {
    this.addSql(`
      create table members (
        id serial primary key,
        member_code text not null,
        family_name text not null,
        given_name text not null,
        family_kana text not null,
        given_kana text not null,
        sex text not null,
        birth_date date not null,
        postal_code text not null,
        prefecture text not null,
        municipality_code text not null,
        municipality_name text not null,
        street text not null,
        phone text not null,
        email text null,
        is_employee boolean not null,
        joined_on date not null,
        deceased_on date null,
        constraint members_member_code_unique unique (member_code),
        constraint members_member_code_check check (member_code ~ '^[0-9]{8}$'),
        constraint members_sex_check check (sex in ('FEMALE', 'MALE', 'OTHER'))
      )`);
    this.addSql(`create index members_municipality_code_index on members (municipality_code)`);
    this.addSql(`
      create table employees (
        id serial primary key,
        member_id int null,
        employee_number text not null,
        family_name text not null,
        given_name text not null,
        family_kana text not null,
        given_kana text not null,
        department text not null,
        phone text not null,
        email text not null,
        constraint employees_employee_number_unique unique (employee_number),
        constraint employees_member_id_foreign foreign key (member_id) references members (id) on delete set null
      )`);
    this.addSql(`create index employees_member_id_index on employees (member_id)`);
    this.addSql(`
      create table product_categories (
        id serial primary key,
        code text not null,
        name text not null,
        constraint product_categories_code_unique unique (code)
      )`);
    this.addSql(`
      create table products (
        id serial primary key,
        category_id int not null,
        name text not null,
        list_price int not null,
        constraint products_category_id_foreign foreign key (category_id) references product_categories (id)
      )`);
    this.addSql(`create index products_category_id_index on products (category_id)`);
    this.addSql(`
      create table shops (
        id serial primary key,
        name text not null,
        municipality_code text not null,
        area text not null
      )`);
    this.addSql(`
      create table purchases (
        id serial primary key,
        member_id int not null,
        shop_id int not null,
        product_id int not null,
        receipt_number text not null,
        purchased_on date not null,
        quantity int not null,
        amount int not null,
        constraint purchases_amount_check check (amount >= 0),
        constraint purchases_quantity_check check (quantity > 0),
        constraint purchases_member_id_foreign foreign key (member_id) references members (id),
        constraint purchases_shop_id_foreign foreign key (shop_id) references shops (id),
        constraint purchases_product_id_foreign foreign key (product_id) references products (id)
      )`);
    this.addSql(`create index purchases_member_history_index on purchases (member_id, purchased_on desc, id)`);
    this.addSql(`
      create table suppliers (
        id serial primary key,
        name text not null,
        corporate_number text not null,
        constraint suppliers_corporate_number_unique unique (corporate_number)
      )`);
    this.addSql(`
      create table supplier_contacts (
        id serial primary key,
        supplier_id int not null,
        family_name text not null,
        given_name text not null,
        family_kana text not null,
        given_kana text not null,
        phone text not null,
        email text not null,
        constraint supplier_contacts_supplier_id_foreign foreign key (supplier_id) references suppliers (id)
      )`);
    this.addSql(`create index supplier_contacts_supplier_id_index on supplier_contacts (supplier_id)`);
  }

  override down(): void {
    this.addSql('drop table supplier_contacts');
    this.addSql('drop table suppliers');
    this.addSql('drop table purchases');
    this.addSql('drop table shops');
    this.addSql('drop table products');
    this.addSql('drop table product_categories');
    this.addSql('drop table employees');
    this.addSql('drop table members');
  }
}
