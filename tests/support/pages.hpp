#pragma once
#include "tests/support/world.hpp"
#include <string>
#include <string_view>
#include <vector>

// Pages of a World: `World world(tables_with_pages());` renders with the real texts and templates, and every
// name that only a view or only its template has is an exception.
namespace support {

// The tables of config/, all texts, all templates, checked strictly; the catalog of programs is the caller's.
std::shared_ptr<server::Library> tables_with_pages();

// What is wrong with a page that anybody could see: no title, not one h1, a mark that was not filled in, a
// label, a description or an in-page link that points nowhere, an id that is there twice, inline style or
// script, a POST form without its token. Empty: nothing.
std::vector<std::string> faults_of_page(std::string_view html);

// Those faults as one text, for BOOST_TEST(page_faults(response) == "").
std::string page_faults(const server::Response&);

// The text between the first <tag …> and </tag>, without markup: "h1", "title".
std::string text_of(std::string_view html, std::string_view tag);

std::string field(const server::Response&, std::string_view name); // of the header; "" when there is none
std::string location(const server::Response&);

} // namespace support
