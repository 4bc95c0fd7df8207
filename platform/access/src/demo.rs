//! Users of the demo company, whose passwords stand on the sign-in page. Nothing else ever ships a password.

use crate::{NewUser, operator, user};
use edge::DemoSignIn;
use kernel::{Actor, House, Result, Work};
use sea_orm::{
    ConnectionTrait,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Query},
};
use std::sync::Arc;

pub const TABLE: &str = "demo_sign_ins";

/// Makes a user of the demo company and shows its password on the sign-in page until somebody changes it.
///
/// `role` is what people read beside it. The password need not be a good one.
pub async fn create_demo_user(house: &Arc<House>, new: NewUser, role: &str) -> Result<user::Model> {
    let (role, password) = (role.to_owned(), new.password.clone().unwrap_or_default());
    let secret = crate::password::hash(password.clone()).await?;
    let (made, _) = house
        .write(Actor::system(), None, move |work| {
            Box::pin(async move {
                let row = operator::row(work, new, Some(secret));
                let user = work.create::<user::Entity>(row).await?;
                let mut insert = Query::insert();
                insert.into_table(TABLE).columns(["user_id", "login", "password", "role"]).values_panic([
                    user.id.0.into(),
                    user.login.clone().into(),
                    password.into(),
                    role.into(),
                ]);
                work.conn().execute(&insert).await?;
                Ok(user)
            })
        })
        .await?;
    Ok(made)
}

/// The demo's sign-ins, in the order in which they were made; none outside the demo.
pub async fn demo_sign_ins(house: &House) -> Result<Vec<DemoSignIn>> {
    let select = Query::select()
        .columns(["login", "password", "role"])
        .from(TABLE)
        .order_by("user_id", sea_orm::Order::Asc)
        .take();
    let rows = house.store.reader().query_all(&select).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(DemoSignIn {
            login: row.try_get_by_index(0)?,
            password: row.try_get_by_index(1)?,
            role: row.try_get_by_index(2)?,
        })
    };
    rows.iter().map(read).collect()
}

/// The password is no longer the demo's, or the user may no longer sign in.
pub(crate) async fn conceal(work: &Work, user: Uuid) -> Result<()> {
    let mut delete = Query::delete();
    delete.from_table(TABLE).and_where(Expr::col("user_id").eq(user));
    work.conn().execute(&delete).await?;
    Ok(())
}
