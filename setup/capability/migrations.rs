//! How the tables became what they are; oldest first.

mod m0001___names__;

use sea_orm_migration::MigrationTrait;

pub fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m0001___names__::Migration)]
}
