mod first_job;
mod real_files;
mod runs;
mod world;
