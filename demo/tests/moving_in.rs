//! The company moves in.

use kernel::{House, Secrets};

#[tokio::test]
async fn every_rule_of_the_house_accepts_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("demo.db").display());
    let capabilities = vec![
        org::capability(),
        access::capability(),
        activities::capability(),
        products::capability(),
        accounts::capability(),
        leads::capability(),
        opportunities::capability(),
    ];
    let house = House::open(&url, Secrets::fresh(), capabilities).await.expect("the house opens");
    let began = std::time::Instant::now();
    demo::fill(&house).await.expect("it moves in");
    println!("{:?}", began.elapsed());
}
