mod bills;
mod county;
mod reads;
mod township;
mod window;
mod writes;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn configure(config: &mut ServiceConfig) {
    reads::configure(config);
    writes::configure(config);
    window::configure(config);
    township::configure(config);
    county::configure(config);
    bills::configure(config);
}
