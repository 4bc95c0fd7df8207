//! What holds for __names__, one sentence a test.

use kernel::Resource;

#[test]
fn a___name___is_called_by_its_name() {
    assert_eq!(__names__::__name__::Entity::NAME, "__names__");
    assert_eq!(__names__::__name__::Entity::TITLE, "name");
}
