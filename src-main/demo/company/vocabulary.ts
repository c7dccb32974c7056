/** Words that the invented businesses, people and places are put together from. No real firm or person is meant. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const FIRST_PARTS = words(`
  Alder Amber Anvil Arrow Ashgrove Aspen Badger Banner Basalt Beacon Birch Bison Bluebird Blueheron Bramble Briar Bridgewater
  Cedarline Chestnut Cinder Clearbrook Cobalt Compass Copper Coral Cottonwood Crescent Crossfield Cypress Daybreak Driftwood
  Eastgate Ember Evergreen Falcon Fernhill Fieldstone Flint Foxglove Garnet Glacier Goldfinch Granite Greystone Harborlight
  Hawthorn Hazel Heartland Hickory Highmark Hillcrest Hollow Ironwood Ivory Juniper Kestrel Keystone Lakeshore Lantern Larkspur
  Laurel Limestone Linden Longleaf Magnolia Maple Marigold Meadowlark Merrow Millrace Mistral Moss Mulberry Nettle Northwind
  Oakhurst Obsidian Orchard Osprey Otter Palisade Pebble Pinecrest Pioneer Plover Prairie Quarry Quill Ravenwood Redbud Ridgeline
  Riverbend Rockport Rosewood Saddle Sagebrush Sandstone Sequoia Shoreline Silverleaf Slate Sparrow Springwell Starling Stonebridge
  Summit Sycamore Tamarack Thistle Timber Trellis Tupelo Vantage Verdant Walnut Waterford Wheatland Whitecap Willow Windmill Wren`);

export const TRADES = [
  'Hardware',
  'Lumber',
  'Plumbing Supply',
  'Electric',
  'Landscaping',
  'Builders',
  'Mechanical',
  'Machine Works',
  'Fabrication',
  'Packaging',
  'Outfitters',
  'Dairy',
  'Nursery',
  'Marine',
  'Millwork',
  'Roofing',
  'Tool & Die',
  'Restaurant Supply',
  'Veterinary Clinic',
  'Printing',
  'Heating & Air',
  'Property Services',
  'Foods',
  'Farm Supply',
] as const;

export const ENDINGS = ['Inc', 'LLC', 'Co', 'Corp', 'Group', '& Sons', 'Partners', ''] as const;

export const GIVEN_NAMES = words(`
  Aaron Alicia Amara Andre Anita Benita Brent Caleb Camila Carla Cedric Celeste Colin Corinne Dana Darius Delia Desmond Dolores
  Edwin Elena Esther Felix Fiona Gerald Gloria Grant Hanna Hector Imani Irene Jasper Joanna Joel Keisha Kent Lena Leon Lydia
  Marco Marisol Milton Monica Nadia Neil Nora Omar Pamela Percy Quinn Ramona Reuben Rosa Simon Sonia Tamara Theo Vera Wesley Yolanda`);

export const FAMILY_NAMES = words(`
  Abernathy Aldana Ashworth Beckwith Bellamy Brandt Calloway Castellan Cordero Dunmore Eastwick Fairbanks Fenwick Gallard
  Hargrove Hollis Ibarra Jessup Kimball Lacroix Lindqvist Mabry Marchetti Merriweather Nakano Norwood Okafor Pemberton Prather
  Quintero Ravenel Rooke Salcedo Sandoval Selby Stanhope Tillman Trevino Underhill Vance Wexford Whitfield Yarrow Zamora`);

export const STREETS = words(`
  Alder Birchwood Canal Commerce Depot Elmwood Foundry Front Grange Harbor Industrial Junction Lake Market Mill Orchard Park
  Quarry Railroad River Station Summit Union Warehouse Water`);

/** City, state and the first three digits of its postal codes. */
export const CITIES = [
  ['Akron', 'OH', '443'],
  ['Albany', 'NY', '122'],
  ['Allentown', 'PA', '181'],
  ['Boise', 'ID', '837'],
  ['Chattanooga', 'TN', '374'],
  ['Columbia', 'SC', '292'],
  ['Dayton', 'OH', '454'],
  ['Duluth', 'MN', '558'],
  ['Erie', 'PA', '165'],
  ['Fargo', 'ND', '581'],
  ['Flint', 'MI', '485'],
  ['Greensboro', 'NC', '274'],
  ['Hartford', 'CT', '061'],
  ['Knoxville', 'TN', '379'],
  ['Lansing', 'MI', '489'],
  ['Macon', 'GA', '312'],
  ['Nashua', 'NH', '030'],
  ['Peoria', 'IL', '616'],
  ['Portland', 'ME', '041'],
  ['Roanoke', 'VA', '240'],
  ['Rockford', 'IL', '611'],
  ['Scranton', 'PA', '185'],
  ['Spokane', 'WA', '992'],
  ['Toledo', 'OH', '436'],
  ['Utica', 'NY', '135'],
  ['Worcester', 'MA', '016'],
] as const;
