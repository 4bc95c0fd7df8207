//! The numbers of a server. The mirror holds a column for each of the customer's fields that numbers can be cut by; when
//! those fields change, another mirror is read beside the one in use and takes its place.

use crate::{Numbers, cut::Cut, shape::Shape};
use arc_swap::ArcSwap;
use kernel::{Field, House, Registry, Result};
use std::sync::Arc;
use tokio::sync::Mutex;

pub struct Desk {
    house: Arc<House>,
    current: ArcSwap<Current>,
    renewing: Mutex<()>,
}

struct Current {
    numbers: Arc<Numbers>,
    /// The customer's fields as they were looked at.
    fields: Vec<Arc<[Field]>>,
}

impl Current {
    fn new(house: &Arc<House>) -> Result<Self> {
        let fields = fields(&house.registry);
        Ok(Self { numbers: Arc::new(Numbers::new(house.clone())?), fields })
    }

    fn stands(&self, registry: &Registry) -> bool {
        let now = fields(registry);
        self.fields.len() == now.len() && self.fields.iter().zip(&now).all(|(was, is)| Arc::ptr_eq(was, is))
    }
}

/// Replaced whole whenever one of them changes, so that a look at the pointers is enough.
fn fields(registry: &Registry) -> Vec<Arc<[Field]>> {
    registry.nouns().map(|noun| noun.custom()).collect()
}

impl Desk {
    pub fn open(house: Arc<House>) -> Result<Arc<Self>> {
        let current = Current::new(&house)?;
        current.numbers.follow();
        Ok(Arc::new(Self { house, current: ArcSwap::from_pointee(current), renewing: Mutex::new(()) }))
    }

    /// Whoever asks about a customer's field waits for its column; nobody else waits.
    pub async fn numbers<'a>(self: &Arc<Self>, mut cuts: impl Iterator<Item = &'a Cut>) -> Result<Arc<Numbers>> {
        let current = self.current.load_full();
        if current.stands(&self.house.registry) {
            return Ok(current.numbers.clone());
        }
        if cuts.any(Cut::is_custom) {
            return self.renew().await;
        }
        let desk = self.clone();
        tokio::spawn(async move {
            if let Err(error) = desk.renew().await {
                tracing::warn!(%error, "the mirror could not take up the customer's fields and tries again");
            }
        });
        Ok(current.numbers.clone())
    }

    async fn renew(&self) -> Result<Arc<Numbers>> {
        let _one = self.renewing.lock().await;
        let current = self.current.load_full();
        if current.stands(&self.house.registry) {
            return Ok(current.numbers.clone());
        }
        let looked_at = fields(&self.house.registry);
        let next = if Shape::of(&self.house.registry)? == *current.numbers.shape() {
            Current { numbers: current.numbers.clone(), fields: looked_at }
        } else {
            let next = Current::new(&self.house)?;
            next.numbers.ready().await?;
            next.numbers.follow();
            next
        };
        let numbers = next.numbers.clone();
        self.current.store(Arc::new(next));
        Ok(numbers)
    }
}
