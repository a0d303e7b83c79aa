//! The operations of a slice, put to one of two uses.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa_actix_web::{OpenApiFactory, service_config};

/// What a slice adds its operations to.
pub enum Routes<'a, 'b> {
    /// A worker of the server answers them. Nothing describes them there: to describe all of them
    /// takes longer than all else that a worker does to start, and it is done once.
    Answered(&'a mut web::ServiceConfig),
    /// The OpenAPI document describes them.
    Described(&'a mut service_config::ServiceConfig<'b>),
}

impl Routes<'_, '_> {
    pub fn service<F>(&mut self, operation: F) -> &mut Self
    where
        F: HttpServiceFactory + OpenApiFactory + 'static,
    {
        match self {
            Routes::Answered(config) => {
                config.service(operation);
            }
            Routes::Described(config) => {
                config.service(operation);
            }
        }
        self
    }
}
