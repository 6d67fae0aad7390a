package dev.weir.function;

import dev.weir.event.RowError;

/** Distances on the Earth, from latitudes and longitudes in degrees (WGS 84). */
public final class GeoFunctions {
  private static final double EQUATOR_RADIUS = 6_378_137.0;
  private static final double FLATTENING = 1 / 298.257223563;
  private static final double POLE_RADIUS = EQUATOR_RADIUS * (1 - FLATTENING);
  private static final double MEAN_RADIUS = 6_371_008.8;

  private GeoFunctions() {}

  /**
   * The shortest way on the ellipsoid in metres, to a millimetre. After T. Vincenty, "Direct and
   * inverse solutions of geodesics on the ellipsoid", Survey Review 23 (1975); between points nearly
   * opposite each other, where it does not converge, the great circle on the mean sphere, within 0.5
   * %.
   */
  public static double distance(double lat1, double lon1, double lat2, double lon2) {
    check(lat1, lon1);
    check(lat2, lon2);
    if (lat1 == lat2 && lon1 == lon2) {
      return 0;
    }
    double l = Math.toRadians(lon2 - lon1);
    double u1 = Math.atan((1 - FLATTENING) * Math.tan(Math.toRadians(lat1)));
    double u2 = Math.atan((1 - FLATTENING) * Math.tan(Math.toRadians(lat2)));
    double sinU1 = Math.sin(u1);
    double cosU1 = Math.cos(u1);
    double sinU2 = Math.sin(u2);
    double cosU2 = Math.cos(u2);
    double lambda = l;
    for (int i = 0; i < 100; i++) {
      double sinLambda = Math.sin(lambda);
      double cosLambda = Math.cos(lambda);
      double sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
      if (sinSigma == 0) {
        return 0;
      }
      double cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
      double sigma = Math.atan2(sinSigma, cosSigma);
      double sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
      double cosSquareAlpha = 1 - sinAlpha * sinAlpha;
      // On the equator the term vanishes.
      double cosTwoSigmaM = cosSquareAlpha == 0 ? 0 : cosSigma - 2 * sinU1 * sinU2 / cosSquareAlpha;
      double c = FLATTENING / 16 * cosSquareAlpha * (4 + FLATTENING * (4 - 3 * cosSquareAlpha));
      double before = lambda;
      lambda =
          l
              + (1 - c)
                  * FLATTENING
                  * sinAlpha
                  * (sigma
                      + c
                          * sinSigma
                          * (cosTwoSigmaM + c * cosSigma * (2 * cosTwoSigmaM * cosTwoSigmaM - 1)));
      if (Math.abs(lambda - before) < 1e-12) {
        return arc(cosSquareAlpha, sinSigma, cosSigma, sigma, cosTwoSigmaM);
      }
    }
    return greatCircle(lat1, lon1, lat2, lon2);
  }

  private static double arc(
      double cosSquareAlpha, double sinSigma, double cosSigma, double sigma, double cosTwoSigmaM) {
    double square =
        cosSquareAlpha
            * (EQUATOR_RADIUS * EQUATOR_RADIUS - POLE_RADIUS * POLE_RADIUS)
            / (POLE_RADIUS * POLE_RADIUS);
    double a = 1 + square / 16384 * (4096 + square * (-768 + square * (320 - 175 * square)));
    double b = square / 1024 * (256 + square * (-128 + square * (74 - 47 * square)));
    double twice = cosTwoSigmaM * cosTwoSigmaM;
    double delta =
        b
            * sinSigma
            * (cosTwoSigmaM
                + b
                    / 4
                    * (cosSigma * (2 * twice - 1)
                        - b / 6 * cosTwoSigmaM * (4 * sinSigma * sinSigma - 3) * (4 * twice - 3)));
    return POLE_RADIUS * a * (sigma - delta);
  }

  private static double greatCircle(double lat1, double lon1, double lat2, double lon2) {
    double halfLat = Math.sin(Math.toRadians(lat2 - lat1) / 2);
    double halfLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
    double h =
        halfLat * halfLat
            + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * halfLon * halfLon;
    return 2 * MEAN_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  private static void check(double lat, double lon) {
    if (!(lat >= -90 && lat <= 90)) {
      throw new RowError("the latitude " + lat + " is not between -90 and 90");
    }
    if (!(lon >= -360 && lon <= 360)) {
      throw new RowError("the longitude " + lon + " is not between -360 and 360");
    }
  }
}
