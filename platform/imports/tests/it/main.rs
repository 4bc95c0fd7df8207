mod first_job;
mod http;
mod real_files;
mod runs;
mod world;
