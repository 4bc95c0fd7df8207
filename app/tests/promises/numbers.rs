//! Every number runs: on a company without a row, and on the demo company, whole and by every dimension.

use kernel::Actor;
use kpis::{Numbers, Question};
use testing::Server;

testing::both! {
    async fn every_metric_runs_on_the_empty_company_and_on_the_demo_company(server: Server) {
        assert_eq!(run(&server).await, 0, "an empty company has nothing to show by anything");
        demo::fill(&server.house).await.expect("the demo company moves in");
        let rows = run(&server).await;
        assert!(rows > 500, "the demo company shows something by nearly everything: {rows}");
    }
}

/// Asks everything; how many rows came out under dimensions.
async fn run(server: &Server) -> usize {
    let actor = Actor::operator();
    let house = &server.house;
    let numbers = Numbers::new(house.clone()).expect("a mirror");
    let listing = kpis::listing(&house.registry, &actor).expect("a listing");
    let mut rows = 0;
    for metric in listing["metrics"].as_array().expect("metrics") {
        let name = metric["name"].as_str().expect("a name");
        let total = Question::read(house, name, []).expect("a question");
        let total = numbers.ask(&actor, &total).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(total.rows.len(), 1, "{name} has one total");
        for dimension in metric["dimensions"].as_array().expect("dimensions") {
            let by = dimension.as_str().expect("a name");
            let question = Question::read(house, name, [("by", by)]).expect("a question");
            let answer = numbers.ask(&actor, &question).await;
            rows += answer.unwrap_or_else(|error| panic!("{name} by {by}: {error}")).rows.len();
        }
    }
    rows
}
