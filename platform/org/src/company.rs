//! The one company a database serves: its currency, its time zone, its fiscal year.

use crate::{holiday, rules};
use chrono::Weekday;
use kernel::{
    Actor, BoxFuture, Calendar, Change, Choice, Company, Currency, Error, House, Resource, Result, Work,
    calendar::{CalendarSettings, NamedAfter, WeekPattern},
    list::Reader,
};
use sea_orm::{ConnectionTrait, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

kernel::id!(CompanyId of "companies");

/// The only company's id: two servers that start on an empty database at once cannot make two of them.
pub const ID: CompanyId = CompanyId(Uuid::from_u128(1));

/// How soon a server takes up what another one changed.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// The company this system belongs to.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Resource, Serialize, Deserialize)]
#[sea_orm(table_name = "companies")]
#[resource(label = "Company", plural = "Company", title = "name", group = "organization", icon = "bank")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompanyId,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub custom: Json,
    #[field(label = "Name", list)]
    pub name: String,
    /// Amounts of other currencies are converted to it.
    #[field(label = "Currency", list)]
    pub currency: Currency,
    /// Business days begin and end here, wherever the reader sits: Asia/Shanghai, Europe/Berlin.
    #[field(label = "Time zone", list, default = "Asia/Shanghai")]
    pub time_zone: String,
    /// The month that the fiscal year starts in, 1 to 12.
    #[field(label = "Fiscal year starts in month", default = 1)]
    pub fiscal_year_start: i64,
    /// For a fiscal year made of whole weeks: how many weeks the months of a quarter have.
    #[field(label = "Weeks of a fiscal quarter")]
    pub fiscal_weeks: Option<FiscalWeeks>,
    /// Which calendar year names a fiscal year that touches two.
    #[field(label = "Fiscal year is named after", default = "first_month")]
    pub fiscal_year_named: YearNamed,
    /// The days of every week that are not worked; holidays and make-up days are written down by themselves.
    #[field(label = "Weekend", default = "saturday_sunday")]
    pub weekend: Weekend,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum FiscalWeeks {
    #[choice(label = "4-4-5")]
    FourFourFive,
    #[choice(label = "4-5-4")]
    FourFiveFour,
    #[choice(label = "5-4-4")]
    FiveFourFour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum YearNamed {
    #[choice(label = "its first month")]
    FirstMonth,
    #[choice(label = "its last month")]
    LastMonth,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, Choice)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Weekend {
    #[choice(label = "Saturday and Sunday")]
    SaturdaySunday,
    #[choice(label = "Friday and Saturday")]
    FridaySaturday,
    #[choice(label = "Friday and Sunday")]
    FridaySunday,
    #[choice(label = "Friday")]
    Friday,
    #[choice(label = "Saturday")]
    Saturday,
    #[choice(label = "Sunday")]
    Sunday,
    #[choice(label = "No day")]
    NoDay,
}

impl Weekend {
    fn days(self) -> &'static [Weekday] {
        use Weekday::{Fri, Sat, Sun};
        match self {
            Weekend::SaturdaySunday => &[Sat, Sun],
            Weekend::FridaySaturday => &[Fri, Sat],
            Weekend::FridaySunday => &[Fri, Sun],
            Weekend::Friday => &[Fri],
            Weekend::Saturday => &[Sat],
            Weekend::Sunday => &[Sun],
            Weekend::NoDay => &[],
        }
    }
}

impl Model {
    fn new(company: &Company) -> Self {
        let now = kernel::record::now();
        Self {
            id: ID,
            version: 1,
            created_at: now,
            updated_at: now,
            custom: serde_json::json!({}),
            name: "Company".to_owned(),
            currency: company.currency,
            time_zone: company.calendar.time_zone().name().to_owned(),
            fiscal_year_start: 1,
            fiscal_weeks: None,
            fiscal_year_named: YearNamed::FirstMonth,
            weekend: Weekend::SaturdaySunday,
        }
    }

    /// What the house goes by, or what is wrong with it.
    fn company(&self, days: &[holiday::Model]) -> Result<Company> {
        let time_zone: chrono_tz::Tz = self.time_zone.parse().map_err(|_| rules::TIME_ZONE)?;
        let settings = CalendarSettings {
            fiscal_year_start: u32::try_from(self.fiscal_year_start).map_err(|_| rules::FISCAL_MONTH)?,
            fiscal_weeks: self.fiscal_weeks.map(|weeks| match weeks {
                FiscalWeeks::FourFourFive => WeekPattern::FourFourFive,
                FiscalWeeks::FourFiveFour => WeekPattern::FourFiveFour,
                FiscalWeeks::FiveFourFour => WeekPattern::FiveFourFour,
            }),
            fiscal_year_named: match self.fiscal_year_named {
                YearNamed::FirstMonth => NamedAfter::FirstMonth,
                YearNamed::LastMonth => NamedAfter::LastMonth,
            },
            holidays: days.iter().filter(|day| !day.make_up).map(|day| day.date).collect(),
            weekend: self.weekend.days().to_vec(),
            make_up_days: days.iter().filter(|day| day.make_up).map(|day| day.date).collect(),
            ..CalendarSettings::new(time_zone)
        };
        // Time zone, weekend and days are sound by now; only the month is left.
        let calendar = Calendar::try_from(settings).map_err(|_| rules::FISCAL_MONTH)?;
        Ok(Company { name: self.name.clone(), currency: self.currency, calendar })
    }
}

pub(crate) fn settle<'a>(change: Change<'a, Model>, _: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if change.before.is_none() && change.after.id != ID {
            return Err(rules::ONE_COMPANY.into());
        }
        change.after.company(&[]).map(|_| ())
    })
}

pub(crate) fn settled<'a>(_: Option<Model>, after: Option<Model>, work: &'a mut Work) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        if after.is_none() {
            return Err(rules::ONE_COMPANY.into());
        }
        take_up(work).await
    })
}

/// The house goes by what the rows say from now on.
pub(crate) async fn take_up(work: &Work) -> Result<()> {
    let system = Actor::system();
    if let Some(company) = read(&Reader::of(&work.house, work.conn(), &system)).await? {
        work.house.set_company(company);
    }
    Ok(())
}

/// Whoever changes the shape of the organization waits for others who do. SQLite has one writer anyway.
pub(crate) async fn lock(work: &Work) -> Result<()> {
    work.every::<Entity>().lock_exclusive().one(work.conn()).await?;
    Ok(())
}

/// Whoever only stands in that shape waits for those who change it, and not for each other.
pub(crate) async fn lock_shared(work: &Work) -> Result<()> {
    work.every::<Entity>().lock_shared().one(work.conn()).await?;
    Ok(())
}

async fn read<C: ConnectionTrait>(reader: &Reader<'_, C>) -> Result<Option<Company>> {
    let Some(row) = reader.visible::<Entity>().one(reader.conn).await? else { return Ok(None) };
    let days = reader.visible::<holiday::Entity>().all(reader.conn).await?;
    row.company(&days).map(Some)
}

/// Makes the company's row on an empty database and takes up what it says.
pub(crate) async fn start(house: &Arc<House>) -> Result<()> {
    let system = Actor::system();
    if read(&house.reader(&system)).await?.is_none() {
        let row = Model::new(&house.company());
        let made = house
            .write(system.clone(), None, move |work| Box::pin(async move { work.create::<Entity>(row).await }))
            .await;
        match made {
            // Another server was quicker.
            Ok(_) | Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    if let Some(company) = read(&house.reader(&system)).await? {
        house.set_company(company);
    }
    tokio::spawn(look_again(Arc::downgrade(house)));
    Ok(())
}

/// Other servers change the calendar too, and a change that was rolled back must not stay.
async fn look_again(house: Weak<House>) {
    loop {
        tokio::time::sleep(LOOK_AGAIN).await;
        let Some(house) = house.upgrade() else { return };
        match read(&house.reader(&Actor::system())).await {
            Ok(Some(company)) => house.set_company(company),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the company could not be read again"),
        }
    }
}
