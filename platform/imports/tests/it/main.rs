mod real_files;
mod runs;
mod world;
