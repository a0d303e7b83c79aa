mod bills;
mod county;
mod notice;
mod reads;
mod steps;
mod township;
mod window;
mod writes;

use crate::http::routes::Routes;

pub fn configure(config: &mut Routes) {
    reads::configure(config);
    writes::configure(config);
    window::configure(config);
    township::configure(config);
    county::configure(config);
    notice::configure(config);
    steps::configure(config);
    bills::configure(config);
}
