#pragma once
#include "tests/support/world.hpp"

// For tests of pages: the tables of config/ with the texts and the templates, their names compared strictly.
namespace support {

std::shared_ptr<server::Library> tables_with_pages();

std::string field(const server::Response&, std::string_view name); // of the header; "" when there is none
std::string location(const server::Response&);

} // namespace support
