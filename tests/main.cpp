// The one main of every test program.
#define BOOST_TEST_MODULE TEST_NAME
#include <boost/test/unit_test.hpp>
